"""Somebody's file, past the virus scanner and then read as a table."""

from ..scanning import is_infected
from .reading import Table, Unreadable, read_table

INFECTED = (
    "Virusskyddet stoppade filen. Inget har sparats. Kontrollera datorn den kommer från, eller "
    "be avsändaren om en ren fil."
)


def read_upload(content: bytes) -> Table:
    """The table in an uploaded file or pasted text. Raises Unreadable, Busy.

    Call it before any transaction: both steps may take seconds, and SQLite has one writer.
    """
    if is_infected(content):
        raise Unreadable("infected", INFECTED)
    return read_table(content)
