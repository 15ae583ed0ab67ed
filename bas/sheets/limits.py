"""How large a file may be. An upload is at most what ``config.limits`` lets through."""

from typing import Final

MAX_BYTES: Final = 5_000_000
# What a spreadsheet may unpack to; a sheet of 10 000 full rows is some 12 MB.
MAX_UNPACKED_BYTES: Final = 30_000_000
# Packed to unpacked. Sheets of repeated words reach about 60; a bomb reaches 1 000.
MAX_RATIO: Final = 200
MAX_ARCHIVE_FILES: Final = 500
MAX_ROWS: Final = 10_000
MAX_COLUMNS: Final = 60
MAX_CELL: Final = 2_000
# Rows a sheet may hold, the empty ones counted: some programs save a million of them.
MAX_EMPTY_ROWS: Final = 100_000
