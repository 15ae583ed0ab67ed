"""One link, eight hands at once."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from konton.models import LoginLink, User
from konton.services import create_login_link, spend_login_link
from tests.factories.konton import UserFactory, member

HANDS = 8
ROUNDS = 10


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_a_link_is_spent_exactly_once() -> None:
    user = UserFactory.create(is_candidate=True)
    actor = member()
    with ThreadPoolExecutor(HANDS) as pool:
        for _ in range(ROUNDS):
            link, token = create_login_link(user=user, actor=actor)
            barrier = Barrier(HANDS)

            def spend(barrier: Barrier = barrier, token: str = token) -> User | None:
                try:
                    connection.ensure_connection()
                    barrier.wait(timeout=10)
                    return spend_login_link(token=token)
                finally:
                    connection.close()

            opened = [f.result() for f in [pool.submit(spend) for _ in range(HANDS)]]
            assert [u for u in opened if u] == [user]
            assert LoginLink.objects.get(pk=link.pk).used_at is not None
