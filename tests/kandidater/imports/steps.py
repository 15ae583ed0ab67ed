"""A coach going through the steps of an import over the API."""

from typing import Any

from rest_framework.test import APIClient

from kandidater.imports.work import work

TEXT = (
    "Förnamn;Efternamn;Mobil;Startdag\n"
    "Åsa;Öberg;070-174 06 05;3/1-27\n"
    "Bo;Ek;070-174 06 06;2027-01-03\n"
    "Bo;Ek;070-174 06 06;2027-01-03\n"
    "=1+1;Ek;070-174 06 07;\n"
)


class Steps:
    """A coach going through the steps, with the version she last saw."""

    def __init__(self, client: APIClient, text: str = TEXT) -> None:
        self.client = client
        self.now = self._told(client.post("/api/imports/", {"text": text}), 201)

    @staticmethod
    def _told(answer: Any, status: int) -> Any:
        assert answer.status_code == status, answer.content
        return answer.json()

    def get(self, what: str = "") -> Any:
        return self._told(self.client.get(f"/api/imports/{self.now['id']}/{what}"), 200)

    def post(self, what: str, body: Any = None, status: int = 200) -> Any:
        answer = self.client.post(
            f"/api/imports/{self.now['id']}/{what}/",
            body or {},
            headers={"If-Match": f'"{self.now["version"]}"'},
        )
        told = self._told(answer, status)
        if status == 200:
            self.now = told
        return told

    def run(self) -> None:
        work(self.now["id"])
        self.now = self.get()
