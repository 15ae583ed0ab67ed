"""No candidate in two places at once, kept by the database itself."""

from bas.guards import Guard


def booking_overlap_guard() -> Guard:
    """Two active bookings of one candidate never share a day.

    PostgreSQL: an exclusion constraint on candidate × date range. SQLite: triggers that look for
    an overlapping row (its writers queue, so the look and the write are one).
    """
    table = "matchning_booking"
    overlap = f"""
        SELECT RAISE(ABORT, '{table}: deltagaren är redan bokad de här dagarna')
        WHERE EXISTS (
          SELECT 1 FROM {table} b WHERE b.is_active AND b.candidate_id = NEW.candidate_id
            AND b.id <> NEW.id AND b.start_date < NEW.end_date AND NEW.start_date < b.end_date)
    """
    return Guard(
        postgresql=(
            "CREATE EXTENSION IF NOT EXISTS btree_gist",
            f"""
            DO $$ BEGIN
              IF NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = '{table}_no_overlap'
                             AND conrelid = '{table}'::regclass) THEN
                ALTER TABLE {table} ADD CONSTRAINT {table}_no_overlap EXCLUDE USING gist (
                  candidate_id WITH =, daterange(start_date, end_date) WITH &&) WHERE (is_active);
              END IF;
            END $$""",
        ),
        sqlite=tuple(
            statement
            for event in ("INSERT", "UPDATE")
            for statement in (
                f"DROP TRIGGER IF EXISTS {table}_no_overlap_{event.lower()}",
                f"CREATE TRIGGER {table}_no_overlap_{event.lower()} BEFORE {event} ON {table} "
                f"WHEN NEW.is_active BEGIN {overlap}; END",
            )
        ),
    )
