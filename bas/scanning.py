"""Uploaded files past the place's own virus scanner, before anything of them is read."""

import logging
import shlex
import subprocess

from django.conf import settings

from .api.errors import Busy

log = logging.getLogger(__name__)
CLEAN, INFECTED = 0, 1


def is_infected(content: bytes) -> bool:
    """What the command of ``UPLOAD_SCANNER`` says of the bytes on its standard input.

    Exit code 0 is clean and 1 infected, as clamdscan has it. Without a command nothing is
    scanned. Raises Busy where the command gives no verdict: an unscanned file is not let in.
    """
    if not settings.UPLOAD_SCANNER:
        return False
    try:
        done = subprocess.run(  # noqa: S603 - the operator's own command, no shell
            shlex.split(settings.UPLOAD_SCANNER),
            input=content,
            capture_output=True,
            timeout=settings.UPLOAD_SCAN_SECONDS,
            check=False,
        )
        code: int | None = done.returncode
    except (OSError, ValueError, subprocess.TimeoutExpired) as broken:
        log.warning("upload_not_scanned", extra={"error": type(broken).__name__})
        code = None
    if code in (CLEAN, INFECTED):
        return code == INFECTED
    if code is not None:
        log.warning("upload_not_scanned", extra={"exit_code": code})
    raise Busy(
        "Filen kunde inte virusgranskas just nu. Inget har sparats. Försök igen om en stund.",
        code="not_scanned",
    )
