"""What a cell may mean other than what it says, as questions that are answered for many rows."""

import hashlib
from dataclasses import dataclass, field
from typing import Any, TypedDict

REFUSE: Any = object()


class Finding(TypedDict):
    """One question of one row; rows with the same ``key`` are answered together.

    ``read_as`` is what a yes gives, in words ("" = the field left empty). ``askable`` is False
    where only a new text in the grid helps.
    """

    key: str
    field: str
    kind: str
    raw: str
    read_as: str
    askable: bool


class Unread(Exception):
    """The cell cannot be used as it stands: the row is rejected unless somebody writes anew."""


@dataclass
class Asker:
    """Collects the findings of one row and applies the answers there are.

    An unanswered question is read as a yes meanwhile, so that what follows from it is seen too.
    """

    answers: dict[str, bool]
    findings: list[Finding] = field(default_factory=list)
    refused: bool = False

    @property
    def open(self) -> bool:
        return any(f["askable"] and f["key"] not in self.answers for f in self.findings)

    def ask(
        self,
        name: str,
        kind: str,
        raw: str,
        yes: Any,
        *,
        shown: str | None = None,
        no: Any = REFUSE,
        detail: str = "",
    ) -> Any:
        """``yes`` or, when that was the answer, ``no``; Unread where no leaves nothing to use."""
        # What stands in a cell may be anything: it is part of no key.
        alike = hashlib.sha256(detail.encode()).hexdigest()[:12] if detail else ""
        key = ":".join(part for part in (name, kind, alike) if part)
        read_as = str(yes if yes is not None else "") if shown is None else shown
        self._add(key, name, kind, raw, read_as, askable=True)
        if self.answers.get(key, True):
            return yes
        if no is REFUSE:
            self.refused = True
            raise Unread
        return no

    def stop(self, name: str, kind: str, raw: str) -> None:
        """Nothing can be suggested."""
        self._add(f"{name}:{kind}", name, kind, raw, "", askable=False)
        self.refused = True

    def _add(
        self, key: str, name: str, kind: str, raw: str, read_as: str, *, askable: bool
    ) -> None:
        self.findings.append(
            Finding(key=key, field=name, kind=kind, raw=raw, read_as=read_as, askable=askable)
        )
