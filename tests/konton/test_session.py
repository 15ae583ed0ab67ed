"""Who is logged in, as what, and the two ways in."""

from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone
from rest_framework.test import APIClient

from konton.demo_accounts import DEMO_ACCOUNTS
from konton.enums import Role
from konton.models import AuditEvent, LoginLink, Membership, User
from konton.services import create_login_link
from tests.factories.konton import (
    PASSWORD,
    MembershipFactory,
    OrganisationFactory,
    UserFactory,
    client_of,
    member,
)

pytestmark = pytest.mark.django_db

SESSION = "/api/session/"
LINK = "/api/session/link/"
REFUSED = "Länken stämmer inte eller har gått ut. Be din coach om en ny."


def make_link(user: User | None = None) -> tuple[User, LoginLink, str]:
    user = user or UserFactory.create(is_candidate=True)
    link, token = create_login_link(user=user, actor=member())
    return user, link, token


def actions() -> list[str]:
    return list(AuditEvent.objects.order_by("id").values_list("action", flat=True))


def test_nobody_is_told_so_and_gets_a_csrf_token() -> None:
    response = client_of(None).get(SESSION)
    assert response.status_code == 200
    body = response.json()
    token = body.pop("csrf_token")
    assert len(token) == 64
    assert "csrftoken" in response.cookies
    assert response["Cache-Control"] == "no-store"
    assert body == {
        "authenticated": False,
        "demo": True,
        "user": None,
        "role": None,
        "organisation": None,
        "memberships": [],
        "demo_accounts": [],
    }


def test_staff_see_their_role_and_all_their_places() -> None:
    membership = MembershipFactory.create(role=Role.COACH)
    user = membership.user
    other = MembershipFactory.create(user=user, role=Role.COORDINATOR)
    MembershipFactory.create(user=user, role=Role.ADMIN, is_active=False)
    body = client_of(user).get(SESSION).json()
    assert body["user"] == {"id": str(user.pk), "name": str(user), "email": user.email}
    assert body["role"] == "coach"
    assert body["organisation"] == {
        "id": str(membership.organisation_id),
        "name": membership.organisation.name,
    }
    assert body["memberships"] == [
        {
            "id": str(m.pk),
            "role": m.role,
            "role_label": m.get_role_display(),
            "organisation": {"id": str(m.organisation_id), "name": m.organisation.name},
        }
        for m in (membership, other)
    ]


def test_an_account_without_a_place_has_no_role() -> None:
    body = client_of(UserFactory.create()).get(SESSION).json()
    assert (body["authenticated"], body["role"], body["organisation"]) == (True, None, None)


def test_a_candidate_has_her_role_and_no_organisation() -> None:
    body = client_of(UserFactory.create(is_candidate=True)).get(SESSION).json()
    assert (body["role"], body["organisation"], body["memberships"]) == ("candidate", None, [])


def test_demo_accounts_are_those_that_exist() -> None:
    account = DEMO_ACCOUNTS[0]
    UserFactory.create(email=account.email)
    UserFactory.create(email=DEMO_ACCOUNTS[1].email, is_active=False)
    assert client_of(None).get(SESSION).json()["demo_accounts"] == [
        {
            "email": "samordnare@demo.byggvagen.example",
            "role": "coordinator",
            "label": "Samordnare",
            "description": account.description,
            "password": "ovning-byggvagen-2026",
        }
    ]


def test_no_demo_accounts_outside_the_practice_environment(settings: object) -> None:
    settings.DEMO = False  # type: ignore[attr-defined]
    UserFactory.create(email=DEMO_ACCOUNTS[0].email)
    body = client_of(None).get(SESSION).json()
    assert (body["demo"], body["demo_accounts"]) == (False, [])


def test_the_demo_set_has_one_account_per_role_on_reserved_addresses() -> None:
    assert sorted(a.role.value for a in DEMO_ACCOUNTS) == sorted(Role.values)
    assert all(a.email.endswith("@demo.byggvagen.example") for a in DEMO_ACCOUNTS)


def test_choosing_another_role_changes_it_and_the_session_key() -> None:
    first = MembershipFactory.create(role=Role.COACH)
    second = MembershipFactory.create(user=first.user, role=Role.COORDINATOR)
    client = client_of(first.user)
    before = client.session.session_key
    response = client.post(f"{SESSION}membership/", {"membership": str(second.pk)})
    assert response.status_code == 200
    assert response.json()["role"] == "coordinator"
    assert client.session.session_key != before
    assert client.get(SESSION).json()["role"] == "coordinator"
    event = AuditEvent.objects.get(action="session.membership_chosen")
    assert (event.actor_id, event.role, event.object_id) == (
        first.user_id,
        "coordinator",
        second.pk,
    )


@pytest.mark.parametrize("whose", ["other", "inactive", "missing"])
def test_only_own_active_places_can_be_chosen(whose: str) -> None:
    own = MembershipFactory.create(role=Role.COACH)
    wanted = {
        "other": lambda: MembershipFactory.create().pk,
        "inactive": lambda: MembershipFactory.create(user=own.user, is_active=False).pk,
        "missing": lambda: UserFactory.create().pk,
    }[whose]()
    client = client_of(own.user)
    response = client.post(f"{SESSION}membership/", {"membership": str(wanted)})
    assert response.status_code == 400
    assert response.json()["errors"] == [
        {"code": "invalid", "detail": "Välj en av dina egna roller.", "attr": "membership"}
    ]
    assert client.get(SESSION).json()["role"] == "coach"


def test_a_chosen_place_that_is_closed_gives_no_other_role_instead() -> None:
    first = MembershipFactory.create(role=Role.COACH)
    second = MembershipFactory.create(user=first.user, role=Role.COORDINATOR)
    client = client_of(first.user)
    client.post(f"{SESSION}membership/", {"membership": str(second.pk)})
    Membership.objects.filter(pk=second.pk).update(is_active=False)
    body = client.get(SESSION).json()
    assert (body["authenticated"], body["role"], body["organisation"]) == (True, None, None)
    assert client.get("/api/candidates/").status_code == 403


def test_a_session_ends_after_a_working_day_however_busy(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    now = 1_800_000_000
    monkeypatch.setattr("time.time", lambda: now)
    client = client_of(MembershipFactory.create().user)
    while now < 1_800_000_000 + 10 * 3600:
        now += 1200
        assert client.get(SESSION).json()["authenticated"] is True
    now += 1
    assert client.get(SESSION).json()["authenticated"] is False


def test_a_new_log_in_starts_a_new_working_day(monkeypatch: pytest.MonkeyPatch) -> None:
    now = 1_800_000_000
    monkeypatch.setattr("time.time", lambda: now)
    user, _, token = make_link()
    client = client_of(user)
    now += 1200
    client.get(SESSION)
    assert client.post(LINK, {"token": token}).status_code == 200
    assert client.session["signed_in_at"] == now


def test_a_link_logs_its_candidate_in_once() -> None:
    user, link, token = make_link()
    client = client_of(None)
    client.get(SESSION)
    response = client.post(LINK, {"token": token})
    assert response.status_code == 200
    assert response.json()["user"]["id"] == str(user.pk)
    assert response.json()["role"] == "candidate"
    link.refresh_from_db()
    assert link.used_at is not None
    again = client_of(None).post(LINK, {"token": token})
    assert again.status_code == 400
    assert actions() == ["login_link.created", "session.signed_in", "login_link.refused"]


@pytest.mark.parametrize("case", ["unknown", "used", "expired", "replaced", "inactive"])
def test_every_link_that_opens_nothing_gets_the_same_answer(case: str) -> None:
    user, link, token = make_link()
    if case == "unknown":
        token = "a" * 43
    elif case == "used":
        LoginLink.objects.filter(pk=link.pk).update(used_at=timezone.now())
    elif case == "expired":
        LoginLink.objects.filter(pk=link.pk).update(expires_at=timezone.now())
    elif case == "replaced":
        make_link(user)
    else:
        User.objects.filter(pk=user.pk).update(is_active=False)
    client = client_of(None)
    response = client.post(LINK, {"token": token})
    assert response.status_code == 400
    assert response.json() == {
        "type": "validation_error",
        "errors": [{"code": "link_does_not_open", "detail": REFUSED, "attr": "token"}],
    }
    assert client.get(SESSION).json()["authenticated"] is False
    assert actions()[-1] == "login_link.refused"


@pytest.mark.parametrize("body", [{}, {"token": ""}, {"token": None}, {"token": "a", "x": 1}, []])
def test_a_malformed_link_is_named(body: object) -> None:
    response = client_of(None).post(LINK, body)
    assert response.status_code == 400
    assert response.json()["type"] == "validation_error"


def test_the_token_is_stored_only_as_a_hash() -> None:
    _, link, token = make_link()
    assert token not in str(LoginLink.objects.values().get(pk=link.pk))


def test_a_link_from_another_site_is_refused_for_want_of_csrf() -> None:
    _, link, token = make_link()
    client = client_of(None, enforce_csrf=True)
    response = client.post(LINK, {"token": token})
    assert response.status_code == 403
    assert response.json()["errors"][0]["code"] == "csrf_failed"
    link.refresh_from_db()
    assert link.used_at is None
    csrf = client.get(SESSION).json()["csrf_token"]
    assert client.post(LINK, {"token": token}, headers={"X-CSRFToken": csrf}).status_code == 200


def test_the_session_key_is_new_after_a_link() -> None:
    """Fixation: a key planted before the log-in is worth nothing after it."""
    _, _, token = make_link()
    client = client_of(UserFactory.create())
    planted = client.session.session_key
    client.post(LINK, {"token": token})
    assert client.session.session_key != planted
    assert not Session.objects.filter(pk=planted).exists()


def test_many_tries_at_links_are_stopped(throttles: dict[str, str]) -> None:
    assert throttles["link"] == "10/min"
    client = client_of(None)
    codes = [client.post(LINK, {"token": f"fel{n}"}).status_code for n in range(11)]
    assert codes == [400] * 10 + [429]
    stopped = client.post(LINK, {"token": "fel"})
    assert 0 < int(stopped["Retry-After"]) <= 60


def password_login(client: APIClient, email: str, password: str) -> Any:
    csrf = client.get(SESSION).json()["csrf_token"]
    return client.post(
        "/_allauth/browser/v1/auth/login",
        {"email": email, "password": password},
        headers={"X-CSRFToken": csrf},
    )


def test_password_log_in_and_out_with_csrf() -> None:
    membership = MembershipFactory.create(role=Role.COMPANY)
    client = client_of(None, enforce_csrf=True)
    response = password_login(client, membership.user.email.upper(), PASSWORD)
    assert response.status_code == 200
    body = client.get(SESSION).json()
    assert (body["role"], body["authenticated"]) == ("company", True)
    out = client.delete(
        "/_allauth/browser/v1/auth/session", headers={"X-CSRFToken": body["csrf_token"]}
    )
    assert out.status_code == 401  # allauth: "now nobody is logged in"
    assert client.get(SESSION).json()["authenticated"] is False
    events = list(AuditEvent.objects.order_by("id").values_list("action", "actor", "role"))
    assert events == [
        ("session.signed_in", membership.user_id, "company"),
        ("session.signed_out", membership.user_id, "company"),
    ]


def test_password_log_in_without_csrf_is_refused() -> None:
    membership = MembershipFactory.create()
    client = client_of(None, enforce_csrf=True)
    response = client.post(
        "/_allauth/browser/v1/auth/login",
        {"email": membership.user.email, "password": PASSWORD},
    )
    assert response.status_code == 403
    assert AuditEvent.objects.count() == 0


def test_a_wrong_password_and_an_unknown_address_are_told_alike_and_logged_by_id() -> None:
    organisation = OrganisationFactory.create()
    known = MembershipFactory.create(organisation=organisation).user
    answers = [
        password_login(client_of(None), email, "fel-losenord-helt-och-hallet").json()["errors"]
        for email in (known.email, "ingen@prov.example")
    ]
    assert answers[0] == answers[1]
    events = AuditEvent.objects.order_by("id")
    assert [(e.action, e.actor_id, e.object_id, e.organisation_id) for e in events] == [
        ("session.sign_in_failed", None, known.pk, organisation.pk),
        ("session.sign_in_failed", None, None, None),
    ]
    assert "@" not in str(list(AuditEvent.objects.values()))


def test_nobody_can_sign_up() -> None:
    client = client_of(None)
    response = client.post(
        "/_allauth/browser/v1/auth/signup",
        {"email": "ny@prov.example", "password": PASSWORD},
        headers={"X-CSRFToken": client.get(SESSION).json()["csrf_token"]},
    )
    assert response.status_code == 404
    assert not User.objects.filter(email="ny@prov.example").exists()


def test_guessing_at_one_account_is_stopped_even_if_the_last_guess_is_right() -> None:
    user = MembershipFactory.create().user
    client = client_of(None)
    codes = [
        error["code"]
        for _ in range(6)
        for error in password_login(client, user.email, "fel-losenord-helt-och-hallet").json()[
            "errors"
        ]
    ]
    assert codes == ["email_password_mismatch"] * 5 + ["too_many_login_attempts"]
    right = password_login(client, user.email, PASSWORD)
    assert right.json()["errors"][0]["code"] == "too_many_login_attempts"
    assert client.get(SESSION).json()["authenticated"] is False
