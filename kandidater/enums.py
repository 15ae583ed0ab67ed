from django.db import models


class CandidateState(models.TextChoices):
    DRAFT = "draft", "Utkast"
    READY = "ready", "Klar för matchning"
    PROPOSED = "proposed", "Föreslagen"
    ASKED = "asked", "Tillfrågad"
    ACCEPTED = "accepted", "Tackat ja"
    CONFIRMED = "confirmed", "Bekräftad"
    IN_TRAINING = "in_training", "I kurs"
    ON_SITE = "on_site", "På plats"
    FOLLOWED_UP = "followed_up", "Uppföljd"
    RESTING = "resting", "Vilar"
    CLOSED = "closed", "Avslutad"


class Proof(models.TextChoices):
    OWN_WORD = "own_word", "Eget ord"
    SHOWN = "shown", "Visat på plats"
    CERTIFIED = "certified", "Intyg"


class Mastery(models.IntegerChoices):
    """How far somebody can do a thing, in her own or somebody else's words; the numbers order."""

    TRIED = 1, "Har prövat"
    WITH_HELP = 2, "Kan med hjälp"
    ALONE = 3, "Kan själv"
    TEACHES = 4, "Kan lära andra"


class EducationLevel(models.TextChoices):
    COMPULSORY = "compulsory", "Grundskola"
    UPPER_SECONDARY = "upper_secondary", "Gymnasium"
    VOCATIONAL = "vocational", "Yrkesutbildning"
    HIGHER_VOCATIONAL = "higher_vocational", "Yrkeshögskola"
    UNIVERSITY = "university", "Högskola eller universitet"


class Recognition(models.TextChoices):
    """Whether an education from another country is validated here; empty: not from abroad, or
    not asked. From where is never asked."""

    YES = "yes", "Validerad"
    ONGOING = "ongoing", "Validering pågår"
    NO = "no", "Inte validerad"


class ConsentPurpose(models.TextChoices):
    PROPOSALS = "proposals", "Bli föreslagen till arbetsplatser"
    SHARE_WITH_COMPANY = "share_with_company", "Namn och kontaktväg till företaget efter ditt ja"
    SHARE_WITH_PROVIDER = "share_with_provider", "Namn och kontaktväg till den som håller kursen"
    SHARE_WITH_AUTHORITY = "share_with_authority", "Plats eller kurs till Arbetsförmedlingen"

    @property
    def receiver(self) -> "ConsentReceiver":
        """Each purpose has one receiver, so that each is said yes or no to on its own."""
        return {
            ConsentPurpose.PROPOSALS: ConsentReceiver.ORGANISATION,
            ConsentPurpose.SHARE_WITH_COMPANY: ConsentReceiver.COMPANY,
            ConsentPurpose.SHARE_WITH_PROVIDER: ConsentReceiver.PROVIDER,
            ConsentPurpose.SHARE_WITH_AUTHORITY: ConsentReceiver.AUTHORITY,
        }[self]


class ConsentReceiver(models.TextChoices):
    """Who may know or do something because she has said yes."""

    ORGANISATION = "organisation", "Jobbcoachen och samordnaren"
    COMPANY = "company", "Företaget där hen har sagt ja till en plats"
    PROVIDER = "provider", "Den som håller kursen hen har plats på"
    AUTHORITY = "authority", "Arbetsförmedlingen"


class HourSource(models.TextChoices):
    """Where a figure of the hour account comes from."""

    EMPLOYER = "employer", "Arbetsgivare"
    EDUCATION = "education", "Utbildning"
    CERTIFICATE = "certificate", "Intyg"
    OWN_WORD = "own_word", "Eget ord"
    EARLIER = "earlier", "Tidigare uppgift"  # from before there were entries; not for new ones


class PeriodKind(models.TextChoices):
    REGISTERED = "registered", "Inskriven hos Arbetsförmedlingen"
    ABSENT = "absent", "Utan arbete på heltid"
    CHILD_CARE = "child_care", "Vård av eget barn under två år (räknas bort)"


class Verdict(models.TextChoices):
    """What was said of two records that look alike."""

    NOT_SAME = "not_same", "Inte samma person"
    SAME = "same", "Samma person"
    UNSURE = "unsure", "Osäker – en kollega är tillfrågad"


class Likeness(models.TextChoices):
    """How like somebody searched for a record is; words, never a figure."""

    VERY_LIKE = "very_like", "mycket lik"
    LIKE = "like", "lik"


class MergeChoice(models.TextChoices):
    """Whose word stands when two records become one."""

    KEPT = "kept", "Den som behålls"
    OTHER = "other", "Den andra"
    BOTH = "both", "Båda"


class IdentityKind(models.TextChoices):
    """What the organisation knows her by besides its own id; empty before anybody asked."""

    PERSONAL = "personal", "Personnummer"
    COORDINATION = "coordination", "Samordningsnummer"
    NONE = "none", "Saknar nummer"


class IdentityGrade(models.TextChoices):
    """How sure Skatteverket is of a samordningsnummer's holder (lag 2022:1697)."""

    PROVEN = "proven", "Styrkt identitet"
    PROBABLE = "probable", "Sannolik identitet"
    UNCERTAIN = "uncertain", "Osäker identitet"


class NoNumberReason(models.TextChoices):
    NOT_APPLIED = "not_applied", "Har inte fått något nummer"
    WAITING = "waiting", "Har ansökt och väntar"
    NOT_AT_HAND = "not_at_hand", "Har ett nummer men inte med sig"
    DECLINED = "declined", "Vill inte lämna det"
    NOT_NEEDED = "not_needed", "Behövs inte i ärendet"


class RevealReason(models.TextChoices):
    """Why a whole number was shown; stands in the audit trail."""

    CHECK_IDENTITY = "check_identity", "Jämföra med en legitimation"
    REGISTER = "register", "Anmäla till kurs, intyg eller ID06"
    AUTHORITY = "authority", "Ärende hos en myndighet"
    CORRECT = "correct", "Rätta en uppgift"
    OTHER = "other", "Annat i ärendet"


class JourneyStep(models.IntegerChoices):
    """The four-step model of Sverige Bygger Nytt, in order."""

    GUIDANCE = 1, "Vägledning"
    TRY_OUT = 2, "Prova på"
    TRAINING = 3, "Utbildning eller validering"
    MATCHING = 4, "Matchning"


class Owner(models.TextChoices):
    """Who is to do something: what is not the coach's own is waited for."""

    COACH = "coach", "Jobbcoachen"
    CANDIDATE = "candidate", "Deltagaren"
    COMPANY = "company", "Arbetsgivaren"
    AUTHORITY = "authority", "Arbetsförmedlingen eller kommunen"
    SCHOOL = "school", "Skolan eller utbildaren"
    OTHER = "other", "Någon annan"
