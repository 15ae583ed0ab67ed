"""What is said of a finding: the question for all rows alike, and the reason of one rejected."""

from .asking import Finding
from .fields import FIELD

# What the rows have in common, after "34 rader: ". {raw}: the first row's cell, {read}: as read.
_QUESTIONS = {
    "slash_dash": "datum skrivna som {raw}. Läs som {read}?",
    "slash": "datum skrivna som {raw}. Läs som {read}?",
    "dots": "datum skrivna som {raw}. Läs som {read}?",
    "six_digits": "datum skrivna som {raw}. Läs som {read}?",
    "serial": "datum som Excel har gjort till tal ({raw}). Läs som {read}?",
    "impossible_date": "datum som inte finns ({raw}). Lämna tomt?",
    "unread_date": "datum vi inte förstår ({raw}). Lämna tomt?",
    "future_birth": "födelsedatum som inte har varit än ({raw}). Lämna tomt?",
    "order": "sista dagen är före första dagen ({raw}). Lämna sista dagen tom?",
    "lost_zero": "nollan först i numret saknas ({raw}). Läs som {read}?",
    "lost_plus": "plusset före landsnumret saknas ({raw}). Läs som {read}?",
    "short_phone": "numret har för få siffror ({raw}). Lämna tomt?",
    "long_phone": "numret har för många siffror ({raw}). Lämna tomt?",
    "unread_number": "numret är inget person- eller samordningsnummer ({raw}). Lämna tomt?",
    "unread_phone": "numret är inget telefonnummer ({raw}). Lämna tomt?",
    "unread_email": "e-postadressen går inte att skriva till ({raw}). Lämna tomt?",
    "picture": "tecken som inte hör till ett namn ({raw}). Läs som {read}?",
    "alphabets": "bokstäver ur två alfabet i samma namn ({raw}). Skriv med latinska bokstäver?",
    "formula": "en formel i stället för text ({raw}). Formler läses aldrig in. Lämna tomt?",
    "near_municipality": "kommunen {raw} finns inte. Läs som {read}?",
    "unknown_municipality": "kommunen {raw} finns inte i vår lista. Lämna tomt?",
    "near_code": "{raw} finns inte i vår lista. Läs som {read}?",
    "unknown_code": "{raw} finns inte i vår lista. Hoppa över det?",
    "no_level": "språk utan nivå A1–C2 ({raw}). Hoppa över språket?",
    "native": "modersmål i stället för nivå ({raw}). Läs som {read}?",
    "ground": "grunden {raw} hör inte till målgruppen. Läs som {read}?",
    "trade_hours": "timmar vi inte förstår ({raw}). Skriv som Målare 1200. Hoppa över dem?",
    "no_trade": "timmar utan yrke ({raw}). Hoppa över dem?",
    "hours": "timmar i veckan som inte är 5–40 ({raw}). Lämna tomt?",
}
_SWAPPED = {
    "phone": "mobil och e-post har bytt plats ({raw}). Byt tillbaka?",
    "first_name": "förnamn och efternamn verkar ha bytt plats ({raw}). Läs som {read}?",
}
# Nothing to suggest: only the grid helps.
_WRITE = {
    "missing": "uppgiften saknas. Skriv den i rutnätet, annars avvisas raden.",
    "formula": "en formel i stället för ett namn ({raw}). Skriv namnet i rutnätet, annars avvisas "
    "raden.",
    "long_note": "anteckningen är för lång. Korta den i rutnätet, annars avvisas raden.",
    "too_long": "namnet är för långt. Korta det i rutnätet, annars avvisas raden.",
}
_REASONS = {
    "slash_dash": "datumet är skrivet på ett sätt som kan läsas på två sätt",
    "slash": "datumet är skrivet på ett sätt som kan läsas på två sätt",
    "dots": "datumet är skrivet på ett sätt som kan läsas på två sätt",
    "six_digits": "datumet är skrivet på ett sätt som kan läsas på två sätt",
    "serial": "datumet är ett tal",
    "impossible_date": "datumet finns inte",
    "unread_date": "datumet går inte att läsa",
    "future_birth": "födelsedatumet har inte varit än",
    "order": "sista dagen är före första dagen",
    "lost_zero": "nollan först i numret saknas",
    "lost_plus": "plusset före landsnumret saknas",
    "short_phone": "numret har för få siffror",
    "long_phone": "numret har för många siffror",
    "unread_number": "det är inget person- eller samordningsnummer",
    "unread_phone": "det är inget telefonnummer",
    "unread_email": "det är ingen e-postadress",
    "picture": "namnet innehåller tecken som inte är bokstäver",
    "alphabets": "namnet blandar bokstäver ur två alfabet",
    "formula": "cellen är en formel",
    "near_municipality": "kommunen finns inte",
    "unknown_municipality": "kommunen finns inte",
    "near_code": "ordet finns inte i vår lista",
    "unknown_code": "ordet finns inte i vår lista",
    "hours": "timmarna är inte 5–40",
    "no_level": "språket saknar nivå",
    "native": "nivån är inte skriven som A1–C2",
    "ground": "grunden hör inte till målgruppen",
    "trade_hours": "timmarna går inte att läsa",
    "no_trade": "timmarna saknar yrke",
    "long_note": "anteckningen är för lång",
    "swapped": "två uppgifter verkar ha bytt plats",
    "missing": "uppgiften saknas",
    "too_long": "texten är för lång",
}
MATCHED_BY = {
    "identity": "samma personnummer",
    "phone": "samma mobilnummer",
    "email": "samma e-post",
    "person": "samma namn och födelsedatum",
    "sound": "namnet låter lika och födelsedatumet är samma",
    "near_date": "namnet låter lika och födelsedatumet är nästan samma",
    "no_date": "namnet låter lika, födelsedatum saknas hos någon",
}


def question(finding: Finding, count: int) -> str:
    """ "34 rader, Kan börja: datum skrivna som 3/1-26. Läs som 3 januari 2026?" """
    kind = finding["kind"]
    if not finding["askable"]:
        template = _WRITE[kind]
    elif kind == "swapped":
        template = _SWAPPED[finding["field"]]
    else:
        template = _QUESTIONS[kind]
    rows = "1 rad" if count == 1 else f"{count} rader"
    said = template.format(raw=finding["raw"], read=finding["read_as"])
    return f"{rows}, {FIELD[finding['field']].label}: {said}"


def reason(findings: list[Finding], answers: dict[str, bool]) -> str:
    """Why a row is rejected: what was answered with no, never answered, or cannot be asked."""
    said = [
        f"{FIELD[f['field']].label}: {_REASONS[f['kind']]}"
        for f in findings
        if not f["askable"] or not answers.get(f["key"], False)
    ]
    return ". ".join(dict.fromkeys(said))[:500] or "Raden saknar förnamn eller efternamn"
