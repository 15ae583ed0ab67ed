"""The rejected rows as a file: as they were uploaded, with the reason in a column of its own."""

import csv
import io

from bas.sheets.neutral import neutral

from .enums import RowResult
from .models import CandidateImport

REASON = "Orsak"


def rejected_file(job: CandidateImport) -> bytes:
    """CSV that Excel opens as it is (semicolons, byte order mark); formulas are neutralised."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";")
    writer.writerow([neutral(name) for name in [*job.said["header"], REASON]])
    for row in job.rows.filter(result=RowResult.REJECTED).order_by("number"):
        writer.writerow([neutral(cell) for cell in [*row.read()["cells"], row.reason]])
    return out.getvalue().encode("utf-8-sig")
