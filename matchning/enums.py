from django.db import models


class RunStatus(models.TextChoices):
    """Where the run is in the queue."""

    QUEUED = "queued", "Väntar"
    RUNNING = "running", "Räknar"
    FINISHED = "finished", "Klar"
    PARKED = "parked", "Parkerad"


class RunOutcome(models.TextChoices):
    """What the solver could say, truthfully (OPTIMISER.md section 4)."""

    OPTIMAL = "optimal", "Bevisat bäst"
    FEASIBLE = "feasible", "Bästa plan hittills"
    STOPPED = "stopped", "Stoppad – bästa plan hittills"
    NO_PLAN = "no_plan", "Ingen plan hann hittas"
    INFEASIBLE = "infeasible", "Kraven går inte ihop"
    FAILED = "failed", "Avbruten av ett fel"


class ProposalState(models.TextChoices):
    NEW = "new", "Nytt"
    IN_REVIEW = "in_review", "Granskas"
    APPROVED = "approved", "Godkänt"
    REJECTED = "rejected", "Avvisat"
    LOCKED = "locked", "Låst"
    ASKED = "asked", "Deltagaren tillfrågad"
    ACCEPTED = "accepted", "Deltagaren sa ja"
    DECLINED = "declined", "Deltagaren sa nej"
    CONFIRMED = "confirmed", "Företaget bekräftade"
    TURNED_DOWN = "turned_down", "Företaget tackade nej"
    STARTED = "started", "Startat"
    SUPERSEDED = "superseded", "Ersatt"
    EXPIRED = "expired", "Utgånget"


class ProposalChange(models.TextChoices):
    """Against the plan before."""

    NEW = "new", "Nytt"
    MOVED = "moved", "Flyttat"
    UNCHANGED = "unchanged", "Oförändrat"


class Margin(models.TextChoices):
    CLEAR = "clear", "Klart bäst"
    EVEN = "even", "Jämnt"
    ONLY = "only", "Enda möjliga"


class PlacementState(models.TextChoices):
    PLANNED = "planned", "Planerad"
    TRAINING = "training", "Utbildning"
    ONGOING = "ongoing", "Pågår"
    ENDED = "ended", "Avslutad"
    BROKEN_OFF = "broken_off", "Avbruten"


class PlacementOutcome(models.TextChoices):
    HIRED = "hired", "Anställd"
    NEXT_PLACEMENT = "next_placement", "Ny placering"
    STUDIES = "studies", "Studier"
    BACK_TO_COACH = "back_to_coach", "Åter till jobbcoach"


class RejectReason(models.TextChoices):
    """The coordinator's reasons; the keys 1-9 of the review list."""

    WRONG_OCCUPATION = "wrong_occupation", "Fel yrke för personen"
    TRAVEL = "travel", "Resan fungerar inte"
    TIMING = "timing", "Tiden passar inte"
    LANGUAGE = "language", "Språket räcker inte på plats"
    SITE_NOT_READY = "site_not_ready", "Arbetsplatsen är inte redo"
    COACH_PLANS_OTHER = "coach_plans_other", "Coachen planerar något annat"
    COURSE_UNSUITABLE = "course_unsuitable", "Kursen passar inte"
    WORK_ENVIRONMENT = "work_environment", "Arbetsmiljön behöver ordnas först"
    OTHER = "other", "Annat"


class RejectScope(models.TextChoices):
    """How long a rejected pair stays out of the plan."""

    THIS_RUN = "this_run", "Den här gången"
    ALWAYS = "always", "Aldrig"
    UNTIL_CHANGED = "until_changed", "Tills något ändras"


class DeclineReason(models.TextChoices):
    """Why the candidate says no; she need not say."""

    NOT_SAID = "not_said", "Vill inte säga"
    OTHER_WORK = "other_work", "Har fått annat arbete"
    TRAVEL = "travel", "Resan är för lång"
    HOURS = "hours", "Tiderna passar inte"
    OCCUPATION = "occupation", "Vill arbeta med något annat"
    LIFE = "life", "Något annat i livet"


class TurnDownReason(models.TextChoices):
    """Why the company says no: about the place, never about background."""

    FILLED = "filled", "Platsen är redan fylld"
    PROJECT_CHANGED = "project_changed", "Projektet har ändrats"
    NO_TUTOR = "no_tutor", "Handledare saknas"
    REQUIREMENT = "requirement", "Ett krav är inte uppfyllt"
    TIMING = "timing", "Tiden passar inte"
    OTHER = "other", "Annat"


class BreakOffReason(models.TextChoices):
    ABSENCE = "absence", "Frånvaro"
    OWN_WISH = "own_wish", "Egen önskan"
    WORK_ENVIRONMENT = "work_environment", "Arbetsmiljö"
    PROJECT_CHANGED = "project_changed", "Projektet har ändrats"
    NO_TUTOR = "no_tutor", "Handledare saknas"
    OTHER = "other", "Annat"


class AnswerChannel(models.TextChoices):
    """How the candidate was asked by the coach who passes on her answer."""

    MEETING = "meeting", "Vid möte"
    PHONE = "phone", "Per telefon"
    MESSAGE = "message", "I meddelande"
    EARLIER = "earlier", "Inte antecknat"  # from before it was asked for; not for new ones


NEW_CHANNELS = [pair for pair in AnswerChannel.choices if pair[0] != AnswerChannel.EARLIER]


class ReasonKind(models.TextChoices):
    """What a reason does: a hard rule met, a part of the value, or a fact nobody has given."""

    MET = "met", "Uppfyllt"
    PLUS = "plus", "Talar för"
    MINUS = "minus", "Talar emot"
    MISSING = "missing", "Uppgift saknas"


class PathStepKind(models.TextChoices):
    COURSE = "course", "Kurs"
    WORK = "work", "Arbete"


class PathStepStatus(models.TextChoices):
    DONE = "done", "Klart"
    NOW = "now", "Nu"
    LATER = "later", "Sedan"


# What a company may know of: a coordinator has approved and somebody has been asked.
OFFER_STATES = [
    (state.value, state.label)
    for state in (
        ProposalState.APPROVED,
        ProposalState.ASKED,
        ProposalState.ACCEPTED,
        ProposalState.CONFIRMED,
        ProposalState.TURNED_DOWN,
        ProposalState.STARTED,
    )
]
