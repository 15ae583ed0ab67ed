"""The file: JobSearch's answer ({hits: […]}), a JobStream list, or one advert."""

import json
from typing import Any

from bas.sheets.reading import Unreadable

MAX_BYTES = 200_000_000
MAX_ADVERTS = 100_000


def read_file(content: bytes) -> list[Any]:
    """The adverts as they stand, each yet to be read. Raises Unreadable with one sentence."""
    if len(content) > MAX_BYTES:
        raise Unreadable("too_big", f"Filen är större än {MAX_BYTES // 1_000_000} MB. Dela den.")
    try:
        # NaN and infinity are no JSON, and no number of ours.
        data = json.loads(content.decode("utf-8-sig"), parse_constant=lambda _: None)
    except UnicodeDecodeError as error:
        raise Unreadable(
            "not_json", "Filen är inte text i UTF-8. Hämta annonserna som JSON igen."
        ) from error
    except json.JSONDecodeError as error:
        raise Unreadable(
            "not_json",
            f"Filen är inte hel JSON: det tar stopp på rad {error.lineno}. Hämta den igen.",
        ) from error
    except (RecursionError, ValueError) as error:
        raise Unreadable(
            "not_json", "Filen är ingen JSON med annonser. Hämta annonserna igen."
        ) from error
    if isinstance(data, dict):
        data = data.get("hits", [data] if "id" in data else None)
    if not isinstance(data, list):
        raise Unreadable(
            "no_adverts",
            "Filen har inga annonser. Den ska vara en lista, eller ha en lista under ”hits”.",
        )
    if len(data) > MAX_ADVERTS:
        raise Unreadable(
            "too_many", f"Filen har fler än {MAX_ADVERTS} annonser. Dela den och läs in delarna."
        )
    return data
