"""The invented population: plain people, nothing written."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, time, timedelta

from bas.days import months_later
from grunddata.enums import LanguageLevel, OccupationRung
from kandidater.enums import CandidateState, Proof
from konton.demo_accounts import DEMO_ACCOUNTS
from konton.enums import Role

from .draw import Draw, Stream
from .reference import Reference
from .sources import assumptions, given_names, phones, surname_parts

STOCKHOLM = "0180"
GROUPS = ("nyanland", "langtidsarbetslos", "ung-vuxen", "nedsatt-arbetsformaga")
NEWCOMER, LONG_TERM, YOUNG, REDUCED = GROUPS


@dataclass(frozen=True, slots=True)
class Wish:
    occupation: str
    rung: int
    hours_worked: int


@dataclass(frozen=True, slots=True)
class Paper:
    """A certificate as it is held."""

    certificate: str
    issued: date
    expires: date | None
    proof: str


@dataclass(slots=True)
class Person:
    """A made-up person; lists in the order they are shown, codes of the reference data."""

    first_name: str
    last_name: str
    birth_date: date
    municipality: str
    district: str | None
    first_language: str
    languages: dict[str, int]
    wishes: list[Wish]
    skills: dict[str, str]
    papers: list[Paper]
    licences: list[str]
    has_car: bool
    adaptations: list[str]
    target_groups: list[str]
    available_from: date
    available_to: date | None
    hours_per_week: int
    earliest_start: time | None
    travel_minutes: int
    state: str = CandidateState.READY
    consent: bool = True
    protected: bool = False
    phone: str = ""
    email: str = ""
    area: str = field(default="", compare=False)


def population(draw: Draw, known: Reference, count: int) -> list[Person]:
    """``count`` people; the first is the practice account's, the next ones are protected."""
    a = assumptions()
    stream = draw.stream("people")
    weights = {code: float(m.unemployed or 0) for code, m in known.municipalities.items()}
    columns = zip(
        stream.quota(weights, count),
        stream.quota({"women": a.women_share, "men": 1 - a.women_share}, count),
        stream.quota({(low, high): share for low, high, share in a.ages}, count),
        stream.quota(a.first_languages, count),
        stream.quota(_trades(), count),
        stream.quota(a.states, count),
        strict=True,
    )
    names = _surnames(stream)
    people = []
    for place, group, ages, language, trade, state in columns:
        person = _person(
            draw, known, stream, place=place, ages=ages, language=language, trade=trade
        )
        person.first_name = stream.choice(given_names(a.name_pools[language], group))
        person.last_name = next(names)
        person.state = state
        people.append(person)
    _make_incomplete(stream, people)
    _make_protected(people[1 : 1 + a.protected_people])
    if people:
        _make_account_holder(draw, known, people[0])
    _give_contacts(people)
    return people


def _trades() -> Mapping[str, float]:
    """Weight per SSYK group: adverts × how often it is wished for."""
    a = assumptions()
    return {ssyk: n * a.wish_factors.get(ssyk, 1.0) for ssyk, n in a.advert_weights.items()}


def _surnames(stream: Stream) -> Iterator[str]:
    """Surnames nobody has, each as often as the next."""
    firsts, lasts = surname_parts()
    names = [first + last for first in firsts for last in lasts]
    while True:
        stream.shuffle(names)
        yield from names


def _person(
    draw: Draw,
    known: Reference,
    stream: Stream,
    *,
    place: str,
    ages: tuple[int, int],
    language: str,
    trade: str,
) -> Person:
    a = assumptions()
    district, area = _district(known, stream) if place == STOCKHOLM else (None, "")
    age = stream.randint(*ages)
    birth = draw.today - timedelta(days=age * 365 + age // 4 + stream.randint(1, 360))
    newcomer = language != "sv" and stream.chance(a.newcomer_share)
    reduced = stream.chance(a.reduced_capacity_share)
    adapted = reduced or stream.chance(a.adaptation_share)
    wishes = _wishes(known, stream, trade)
    licences = ["B"] if stream.chance(a.licence_b_share) else []
    if licences and stream.chance(a.licence_c_share / a.licence_b_share):
        licences.append("C")
    within = int(stream.one_of(a.available_within_days))
    available = draw.today + timedelta(
        days=stream.randint(1, within) if within else -stream.randint(0, 60)
    )
    leaves = stream.chance(a.available_to_share)
    early = stream.one_of(a.earliest_start)
    return Person(
        first_name="",
        last_name="",
        birth_date=birth,
        municipality=place,
        district=district,
        area=area,
        first_language=language,
        languages=_languages(stream, language, newcomer),
        wishes=wishes,
        skills=_skills(known, stream, wishes),
        papers=_papers(draw, known, stream, wishes[0].rung),
        licences=licences,
        has_car=bool(licences) and stream.chance(a.car_share_of_licensed),
        adaptations=_distinct(stream, a.adaptations, stream.randint(1, 2)) if adapted else [],
        target_groups=_groups(stream, birth, draw.today, newcomer, reduced),
        available_from=available,
        available_to=available + timedelta(days=stream.randint(120, 400)) if leaves else None,
        hours_per_week=int(stream.one_of(a.hours_per_week)),
        earliest_start=time.fromisoformat(early) if early else None,
        travel_minutes=int(stream.one_of(a.travel_minutes)),
    )


def _district(known: Reference, stream: Stream) -> tuple[str | None, str]:
    a = assumptions()
    area = stream.one_of(a.district_areas)
    place = stream.choice(known.districts_by_area[area]).code
    return (place if stream.chance(a.district_known_share) else None), area


def _languages(stream: Stream, first: str, newcomer: bool) -> dict[str, int]:
    a = assumptions()
    languages = {first: int(LanguageLevel.C2)}
    if first != "sv":
        languages["sv"] = stream.level(a.swedish_newcomers if newcomer else a.swedish_others)
    english = stream.level(a.english)
    if english and first != "en":
        languages["en"] = english
    return languages


def _groups(stream: Stream, birth: date, today: date, newcomer: bool, reduced: bool) -> list[str]:
    young = _birthday(birth, 20) <= today < _birthday(birth, 30)
    long_term = stream.chance(assumptions().long_term_share) or not (newcomer or reduced or young)
    flags = (newcomer, long_term, young, reduced)
    return [group for group, holds in zip(GROUPS, flags, strict=True) if holds]


def _birthday(birth: date, age: int) -> date:
    return months_later(birth, 12 * age)


def _wishes(known: Reference, stream: Stream, trade: str) -> list[Wish]:
    a = assumptions()
    count = 1 + stream.chance(a.second_wish_share)
    count += count == 2 and stream.chance(a.third_wish_share / a.second_wish_share)
    chosen = [_occupation(known, stream, trade)]
    while len(chosen) < count:
        other = _occupation(known, stream, stream.one_of(_trades()))
        if other not in chosen:
            chosen.append(other)
    return [_wish(known, stream, occupation, first=n == 0) for n, occupation in enumerate(chosen)]


def _occupation(known: Reference, stream: Stream, trade: str) -> str:
    factors = assumptions().occupation_factors
    return stream.one_of({code: factors.get(code, 1.0) for code in known.occupations_of(trade)})


def _wish(known: Reference, stream: Stream, occupation: str, *, first: bool) -> Wish:
    rungs = known.rungs[occupation]
    rung = stream.level(assumptions().rungs)
    # More than one trade certificate, or one without the education the trade asks for, is rare.
    if occupation in known.needs_training or (rung == OccupationRung.CERTIFIED and not first):
        rung = OccupationRung.APPRENTICE
    rung = rung if rung in rungs else rungs[0]
    hours = {
        OccupationRung.APPRENTICE: stream.randrange(80, 800, 40) if stream.chance(0.3) else 0,
        OccupationRung.WITHOUT_CERTIFICATE: stream.randrange(400, 3800, 100),
        OccupationRung.CERTIFIED: stream.randrange(4200, 6800, 100),
    }
    return Wish(occupation, int(rung), hours[OccupationRung(rung)])


def _skills(known: Reference, stream: Stream, wishes: list[Wish]) -> dict[str, str]:
    """Skill → proof. An education that the trade asks for counts as its entry skills."""
    a = assumptions()
    held: dict[str, str] = {}
    for wish in wishes:
        if wish.occupation in known.needs_training:
            if stream.chance(a.trained_share):
                held |= dict.fromkeys(known.entry_skills(wish.occupation), Proof.CERTIFIED)
            continue
        for codes, shares in (
            (known.entry_skills(wish.occupation), a.entry_skill_shares),
            (known.core_skills(wish.occupation), a.core_skill_shares),
        ):
            for code in codes:
                if stream.chance(shares[wish.rung]):
                    held.setdefault(code, stream.one_of(a.proofs))
    return held


def _papers(draw: Draw, known: Reference, stream: Stream, rung: int) -> list[Paper]:
    a = assumptions()
    factor = 1.0 if rung == OccupationRung.APPRENTICE else a.certificate_rung_factor
    papers = []
    for code in stream.some({code: share * factor for code, share in a.certificates.items()}):
        months = known.validity_months[code]
        age = stream.uniform(0, (months or 60) * a.certificate_validity_used)
        issued = draw.today - timedelta(days=round(age * 30.4))
        expires = months_later(issued, months) if months else None
        papers.append(Paper(code, issued, expires, stream.one_of(a.proofs)))
    return papers


def _distinct(stream: Stream, weights: Mapping[str, float], count: int) -> list[str]:
    left = dict(weights)
    chosen = []
    for _ in range(count):
        chosen.append(stream.one_of(left))
        del left[chosen[-1]]
    return chosen


def _make_incomplete(stream: Stream, people: list[Person]) -> None:
    """Every other draft lacks a part of the record, the rest only the consent."""
    drafts = [p for p in people if p.state == CandidateState.DRAFT]
    for number, person in enumerate(drafts):
        person.consent = False
        if number % 2:
            person.wishes, person.skills = [], {}
            person.papers = []
            if stream.chance(0.5):
                person.languages = {person.first_language: int(LanguageLevel.C2)}


def _make_protected(people: list[Person]) -> None:
    """Ready in every way, so that only the protection keeps them out of lists and runs."""
    for number, person in enumerate(people, start=1):
        person.protected, person.consent = True, True
        person.state = CandidateState.READY
        person.first_name, person.last_name = "Skyddad", f"Kanarieson {number}"
        person.municipality, person.district, person.area = STOCKHOLM, None, "Järva"
        person.wishes = [Wish("grovarbetare", int(OccupationRung.WITHOUT_CERTIFICATE), 1200)]
        person.hours_per_week, person.travel_minutes = 40, 90
        person.languages["sv"] = int(LanguageLevel.B1)


def _make_account_holder(draw: Draw, known: Reference, person: Person) -> None:
    """The practice account's own person: likely to get a proposal with steps to show."""
    home = known.districts_by_area["Järva"][0]
    person.municipality, person.district, person.area = STOCKHOLM, home.code, home.area
    account = next(account for account in DEMO_ACCOUNTS if account.role == Role.CANDIDATE)
    person.first_name, person.last_name = account.first_name, account.last_name
    person.state, person.consent = CandidateState.READY, True
    person.birth_date = date(draw.today.year - 31, 5, 14)
    person.first_language = "ar"
    person.languages = {"ar": 6, "sv": 4, "en": 3}
    person.wishes = [
        Wish("malare", 1, 1600),
        Wish("grovarbetare", 1, 800),
        Wish("traarbetare", 0, 0),
        Wish("betongarbetare", 0, 0),
    ]
    person.skills = dict.fromkeys(known.entry_skills("malare"), str(Proof.SHOWN))
    person.papers = [
        Paper("HETA", issued := draw.today - timedelta(days=200), months_later(issued, 60),
              Proof.CERTIFIED)
    ]  # fmt: skip
    person.licences, person.has_car = ["B"], False
    person.adaptations, person.target_groups = [], [LONG_TERM]
    person.available_from = draw.today
    person.available_to = draw.today + timedelta(days=400)
    person.hours_per_week, person.earliest_start, person.travel_minutes = 40, None, 120


def _give_contacts(people: list[Person]) -> None:
    """A number to as many as the series has, so that nobody shares one; an address to the rest."""
    numbers = iter(phones())
    domain = assumptions().email_domain
    for number, person in enumerate(people, start=1):
        if person.protected:
            continue
        person.phone = next(numbers, "") if number % 3 == 1 else ""
        if not person.phone or number % 2:
            person.email = f"deltagare-{number:05d}@{domain}"
