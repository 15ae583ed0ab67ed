"""The trails of one candidate in words a coach reads."""

from konton.models import AuditEvent, StateChange, User

from .enums import CandidateState, ConsentPurpose
from .models import Candidate
from .states import CANDIDATE_MACHINE

EVENTS = {
    "candidate.created": "Registrerade deltagaren",
    "candidate.unflagged": "Tog bort flaggan för att stå still",
    "candidate.flagged_again": "Satte tillbaka flaggan för att stå still",
    "candidate.completion_requested": "Bad om komplettering",
    "candidate.login_link_created": "Skapade en inloggningslänk",
    "candidate.passport_made": "Skapade kompetenspasset",
    "candidate.hours_added": "Skrev in {hours} timmar i timkontot",
    "candidate.hours_removed": "Tog bort {hours} timmar ur timkontot",
    "candidate.merged": "Slog ihop två registreringar av samma person",
    "candidate.merge_undone": "Ångrade sammanslagningen",
    "candidate.told_apart": "Inte samma person som en som liknar",
    "candidate.colleague_asked": "Frågade en kollega om en som liknar",
    "candidate.access_asked": "En annan förvaltning frågade om personen",
    "candidate.access_answered": "Svarade en annan förvaltning",
    "candidate.activity_added": "Planerade en aktivitet i {step}",
    "candidate.activity_done": "En aktivitet i {step} är gjord",
    "candidate.activity_reopened": "Öppnade en aktivitet i {step} igen",
    "candidate.activity_removed": "Tog bort en aktivitet ur {step}",
    "candidate.consent_renewed": "Lämnade samtycke igen efter ny text",
    "candidate.note_added": "Skrev en anteckning",
    "candidate.note_removed": "Tog bort en anteckning",
}
LISTS = {
    "coach": "ansvarig coach",
    "consents": "samtycken",
    "wishes": "önskade yrken",
    "languages": "språk",
    "language_skills": "språk, färdighet för färdighet",
    "skills": "kompetenser",
    "mastery": "kompetensernas nivå",
    "education": "utbildning",
    "certificates": "certifikat",
    "licences": "körkort",
    "adaptations": "anpassning",
    "identity": "personnummer eller samordningsnummer",
    "target_groups": "målgrupp",
    "support_periods": "tid för stöd",
    "away": "tid borta",
    "notes": "anteckningar",
    "hour_entries": "timkonto",
    "activities": "aktiviteter på vägen",
    "has_none": "vad som inte finns",
    "handlers": "namngivna handläggare",
    "memberships": "målgrupper",
}


def text_of(row: StateChange | AuditEvent) -> str:
    """One sentence, without any value of the record."""
    if isinstance(row, StateChange):
        label = next(
            (t.label for t in CANDIDATE_MACHINE.transitions if t.action == row.action), row.action
        )
        return f"{label}: {_state(row.from_state)} → {_state(row.to_state)}"
    if row.action == "candidate.updated":
        return f"Ändrade {', '.join(_field(name) for name in row.data.get('fields', []))}"
    if row.action in {"candidate.consent_given", "candidate.consent_withdrawn"}:
        purpose = ConsentPurpose(row.data["purpose"]).label
        verb = "Lämnade" if row.action.endswith("given") else "Återkallade"
        return f"{verb} samtycke: {purpose}"
    return EVENTS.get(row.action, row.action).format_map(row.data)


def who(actor: User | None) -> str:
    """Staff by name; the candidate as such; the system when a person's act had this effect."""
    if actor is None:
        return "Systemet"
    return "Deltagaren" if actor.is_candidate else str(actor)


def _state(code: str) -> str:
    return str(CandidateState(code).label) if code in CandidateState.values else code


def _field(name: str) -> str:
    if name in LISTS:
        return LISTS[name]
    return str(getattr(Candidate._meta.get_field(name), "verbose_name", name))
