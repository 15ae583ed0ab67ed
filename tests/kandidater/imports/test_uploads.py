"""What stops a file before anything of it is read: too many of them, and the virus scanner."""

import shlex
import sys
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from kandidater.imports.models import CandidateImport
from tests.factories.konton import client_of

from ..conftest import Place
from .steps import TEXT

# Answers as clamdscan does, and only when it has read the whole file.
SCANNER = """import sys
sys.exit(1 if b"EICAR" in sys.stdin.buffer.read() else {other})"""


def scanner(code: str) -> str:
    return shlex.join([sys.executable, "-c", code])


def send(place: Place, content: str = TEXT) -> Any:
    sent = {"file": SimpleUploadedFile("x.csv", content.encode())}
    client = client_of(place.coach)
    client.raise_request_exception = False
    return client.post("/api/imports/", sent, format="multipart")


def test_many_uploads_in_a_minute_are_stopped_for_this_person(
    place: Place, throttles: dict[str, str]
) -> None:
    assert throttles["import"] == "10/min"
    client = client_of(place.coach)
    codes = [client.post("/api/imports/", {"text": TEXT}).status_code for _ in range(11)]
    assert codes == [201] * 10 + [429]
    stopped = client.post("/api/imports/", {"text": TEXT})
    (told,) = stopped.json()["errors"]
    wait = int(stopped["Retry-After"])
    assert told["detail"] == (
        "Du har skickat mycket på kort tid. Det du läste in nu är inte sparat. "
        f"Försök igen om {wait} sekunder."
    )
    assert client.get("/api/imports/").status_code == 200
    assert client_of(place.colleague).post("/api/imports/", {"text": TEXT}).status_code == 201


def test_the_places_own_scanner_says_who_comes_in(place: Place, settings: Any) -> None:
    settings.UPLOAD_SCANNER = scanner(SCANNER.format(other=0))
    assert send(place).status_code == 201
    refused = send(place, f"{TEXT}EICAR;;;\n")
    (told,) = refused.json()["errors"]
    assert (refused.status_code, told["code"], told["attr"]) == (400, "infected", "file")
    assert told["detail"].startswith("Virusskyddet stoppade filen. Inget har sparats.")
    assert CandidateImport.objects.count() == 1


@pytest.mark.parametrize(
    ("command", "seconds"),
    [
        (scanner(SCANNER.format(other=2)), 20),
        (scanner("import time; time.sleep(60)"), 0.2),
        ("/finns/inte --alls", 20),
        ("'aldrig stängd", 20),
    ],
)
def test_a_scanner_that_gives_no_verdict_lets_nothing_in(
    place: Place, settings: Any, command: str, seconds: float
) -> None:
    settings.UPLOAD_SCANNER, settings.UPLOAD_SCAN_SECONDS = command, seconds
    refused = send(place)
    (told,) = refused.json()["errors"]
    assert (refused.status_code, told["code"]) == (503, "not_scanned")
    assert told["detail"].startswith("Filen kunde inte virusgranskas just nu.")
    assert CandidateImport.objects.count() == 0
