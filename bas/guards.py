"""Walls in the database itself, built after every migrate on PostgreSQL and SQLite alike.

They are made by ``post_migrate`` rather than in a migration because SQLite drops a table's
triggers whenever Django rebuilds the table, and because the state tables are the source.
"""

from dataclasses import dataclass

from django.apps import AppConfig
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.signals import post_migrate

from .states import StateMachine


@dataclass(frozen=True)
class Guard:
    """SQL statements per vendor that can be run again and again."""

    postgresql: tuple[str, ...]
    sqlite: tuple[str, ...]

    def statements(self, vendor: str) -> tuple[str, ...]:
        return self.postgresql if vendor == "postgresql" else self.sqlite


def state_guard(table: str, machine: StateMachine) -> Guard:
    """Refuse any change of ``state`` that the table of transitions does not hold."""
    edges = ", ".join(f"'{a}>{b}'" for a, b in machine.edges())
    initial = ", ".join(f"'{s}'" for s in machine.initial)
    name = f"{table}_state_guard"
    message = f"{table}: otillåten övergång"
    return Guard(
        postgresql=(
            f"""
            CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
              IF TG_OP = 'INSERT' THEN
                IF NEW.state NOT IN ({initial}) THEN
                  RAISE EXCEPTION '{message} (ny > %)', NEW.state USING ERRCODE = '23514';
                END IF;
              ELSIF NEW.state <> OLD.state
                    AND (OLD.state || '>' || NEW.state) NOT IN ({edges}) THEN
                RAISE EXCEPTION '{message} (% > %)', OLD.state, NEW.state USING ERRCODE = '23514';
              END IF;
              RETURN NEW;
            END $$""",
            f"DROP TRIGGER IF EXISTS {name} ON {table}",
            f"CREATE TRIGGER {name} BEFORE INSERT OR UPDATE OF state ON {table} "
            f"FOR EACH ROW EXECUTE FUNCTION {name}()",
        ),
        sqlite=(
            f"DROP TRIGGER IF EXISTS {name}_insert",
            f"CREATE TRIGGER {name}_insert BEFORE INSERT ON {table} "
            f"WHEN NEW.state NOT IN ({initial}) BEGIN SELECT RAISE(ABORT, '{message}'); END",
            f"DROP TRIGGER IF EXISTS {name}_update",
            f"CREATE TRIGGER {name}_update BEFORE UPDATE OF state ON {table} "
            f"WHEN NEW.state <> OLD.state AND (OLD.state || '>' || NEW.state) NOT IN ({edges}) "
            f"BEGIN SELECT RAISE(ABORT, '{message}'); END",
        ),
    )


def append_only_guard(table: str) -> Guard:
    """Refuse UPDATE and DELETE: what happened cannot be made not to have happened."""
    name = f"{table}_append_only"
    message = f"{table}: raden kan inte ändras eller tas bort"
    return Guard(
        postgresql=(
            f"""
            CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN RAISE EXCEPTION '{message}' USING ERRCODE = '23514'; END $$""",
            f"DROP TRIGGER IF EXISTS {name} ON {table}",
            f"CREATE TRIGGER {name} BEFORE UPDATE OR DELETE ON {table} "
            f"FOR EACH ROW EXECUTE FUNCTION {name}()",
        ),
        sqlite=tuple(
            statement
            for event in ("UPDATE", "DELETE")
            for statement in (
                f"DROP TRIGGER IF EXISTS {name}_{event.lower()}",
                f"CREATE TRIGGER {name}_{event.lower()} BEFORE {event} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{message}'); END",
            )
        ),
    )


def install_after_migrate(app: AppConfig, *guards: Guard) -> None:
    """Called from ``AppConfig.ready``: build these guards whenever the app has been migrated."""

    def build(using: str, **_: object) -> None:
        build_guards(connections[using], guards)

    post_migrate.connect(build, sender=app, weak=False, dispatch_uid=f"guards:{app.label}")


def build_guards(connection: BaseDatabaseWrapper, guards: tuple[Guard, ...]) -> None:
    with connection.cursor() as cursor:
        for guard in guards:
            for statement in guard.statements(connection.vendor):
                cursor.execute(statement)
