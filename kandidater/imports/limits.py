"""How long an import may be undone, and how long an unfinished one is kept."""

from typing import Final

UNDO_HOURS: Final = 24
# An upload nobody finished is thrown away with all it holds.
KEEP_OPEN_DAYS: Final = 7
