"""The invented organisations, their staff and the practice accounts."""

import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib.auth.hashers import make_password

from konton.demo_accounts import DEMO_ACCOUNTS, DEMO_PASSWORD, DemoAccount
from konton.enums import OrganisationKind, Role
from konton.models import Membership, Organisation, User

from .draw import Draw, Stream, fixed_key
from .people import Person
from .sources import assumptions, given_names, surname_parts, table

COORDINATING_BODY = "Byggvägen Stockholm (övning)"
STAFF_DOMAIN = "personal.byggvagen.example"
FEWEST_COACHES = 2


@dataclass(frozen=True, slots=True)
class Staff:
    """Who acts for whom. ``coaches``: job centre → its coaches, the practice account's first."""

    body: Organisation
    job_centres: list[Organisation]
    companies: dict[str, Organisation]
    demo_company: Organisation
    accounts: dict[Role, User]
    coaches: dict[Organisation, list[User]]
    company_users: dict[Organisation, User]


def account_email(role: Role) -> str:
    return next(account.email for account in DEMO_ACCOUNTS if account.role == role)


def job_centre_of(person: Person) -> int:
    """Position of the job centre for where the person lives; the first that takes the place."""
    for number, row in enumerate(table("job_centres")):
        areas = row["district_areas"].split("|")
        if person.municipality in row["municipalities"].split("|") and (
            not row["district_areas"] or person.area in areas
        ):
            return number
    raise LookupError(f"inget jobbtorg för {person.municipality}")


def organisations() -> tuple[Organisation, list[Organisation], dict[str, Organisation]]:
    """The coordinating body, the job centres and the companies by name, written or found."""
    body = _organisation(COORDINATING_BODY, OrganisationKind.COORDINATING_BODY, "0180", None)
    centres = [
        _organisation(row["name"], OrganisationKind.MUNICIPALITY, row["municipality"], body)
        for row in table("job_centres")
    ]
    companies = {
        row["name"]: _organisation(row["name"], OrganisationKind.COMPANY, None, body)
        for row in table("companies")
    }
    Organisation.objects.bulk_create([body, *centres, *companies.values()], ignore_conflicts=True)
    return body, centres, companies


def staff(draw: Draw, people: Sequence[Person]) -> Staff:
    """Organisations, users and memberships; coaches in proportion to each centre's people."""
    body, centres, companies = organisations()
    stream = draw.stream("staff")
    password = make_password(DEMO_PASSWORD)
    accounts = {account.role: _account(account, password) for account in DEMO_ACCOUNTS}
    demo_company = companies[_largest_company()]
    numbers: dict[int, int] = defaultdict(int)
    for person in people:
        numbers[job_centre_of(person)] += 1
    coaches: dict[Organisation, list[User]] = {}
    for number, centre in enumerate(centres):
        count = math.ceil(numbers[number] / assumptions().candidates_per_coach)
        own = [_invented(stream, f"coach-{number + 1}-{n + 1}") for n in range(_at_least(count))]
        coaches[centre] = [accounts[Role.COACH], *own[1:]] if number == 0 else own
    company_users = {
        company: accounts[Role.COMPANY]
        if company is demo_company
        else _invented(stream, f"foretag-{n + 1}")
        for n, company in enumerate(companies.values())
    }
    second = _invented(stream, "samordnare-2")
    places = [
        (accounts[Role.COORDINATOR], body, Role.COORDINATOR),
        (second, body, Role.COORDINATOR),
        (accounts[Role.AUDITOR], body, Role.AUDITOR),
        (accounts[Role.ADMIN], body, Role.ADMIN),
        *((user, centre, Role.COACH) for centre, users in coaches.items() for user in users),
        *((user, company, Role.COMPANY) for company, user in company_users.items()),
    ]
    users = {user.pk: user for user, _, _ in places} | {u.pk: u for u in accounts.values()}
    User.objects.bulk_create(
        users.values(),
        update_conflicts=True,
        unique_fields=["email"],
        update_fields=["first_name", "last_name", "password", "is_active", "is_candidate"],
    )
    Membership.objects.bulk_create(
        [
            Membership(
                id=fixed_key("membership", f"{user.email}:{place.pk}:{role}"),
                user=user,
                organisation=place,
                role=role,
            )
            for user, place, role in places
        ],
        ignore_conflicts=True,
    )
    return Staff(body, centres, companies, demo_company, accounts, coaches, company_users)


def _organisation(
    name: str, kind: OrganisationKind, municipality: str | None, body: Organisation | None
) -> Organisation:
    # No organisation number: an invented one could be somebody's.
    return Organisation(
        id=fixed_key("organisation", name),
        name=name,
        kind=kind,
        municipality_id=municipality,
        coordinated_by=body,
        is_demo=True,
    )


def _largest_company() -> str:
    return max(table("companies"), key=lambda row: int(row["weight"]))["name"]


def _at_least(count: int) -> int:
    return max(FEWEST_COACHES, count)


def _account(account: DemoAccount, password: str) -> User:
    return User(
        id=fixed_key("user", account.email),
        email=account.email,
        first_name=account.first_name,
        last_name=account.last_name,
        is_candidate=account.role == Role.CANDIDATE,
        password=password,
    )


def _invented(stream: Stream, name: str) -> User:
    """A colleague nobody can log in as: there is no password to know."""
    email = f"{name}@{STAFF_DOMAIN}"
    return User(
        id=fixed_key("user", email),
        email=email,
        first_name=stream.choice([*given_names("sv", "women"), *given_names("sv", "men")]),
        last_name=surname(stream),
        password=f"!{fixed_key('no-password', email).hex}",
    )


def surname(stream: Stream) -> str:
    firsts, lasts = surname_parts()
    return stream.choice(firsts) + stream.choice(lasts)
