"""What the database itself refuses of the ledger's rows, said for SQLite and for PostgreSQL.

Postings are inserted before their entry; its foreign key is looked at when the transaction commits. So the trigger that
lets an entry in sees all its postings, and postings without an entry never outlive their transaction.
"""

UNBALANCED = """
    (SELECT COUNT(*) < 2 OR SUM(satang) <> 0 FROM ledger_posting WHERE entry_id = NEW.uuid)"""
NO_OPPOSITE = """
    (NEW.reverses_id IS NOT NULL AND (
        EXISTS (SELECT 1 FROM ledger_entry r WHERE r.uuid = NEW.reverses_id
                AND (r.reverses_id IS NOT NULL OR r.city_id <> NEW.city_id))
        OR EXISTS (SELECT 1 FROM ledger_posting WHERE entry_id IN (NEW.uuid, NEW.reverses_id)
                   GROUP BY account_id, funding, activity HAVING SUM(satang) <> 0)))"""
WRITTEN_ALREADY = """
    EXISTS (SELECT 1 FROM ledger_entry e WHERE e.uuid = NEW.uuid
            OR (e.city_id = NEW.city_id AND e.key = NEW.key)
            OR (e.period_id = NEW.period_id AND e.number = NEW.number)
            OR e.reverses_id = NEW.reverses_id)"""
KEPT = {
    "ledger_entry": ("update", "delete"),
    "ledger_posting": ("update", "delete"),
    "ledger_perioddecision": ("update", "delete"),
    "ledger_period": ("delete",),
}


def _sqlite() -> dict[str, str]:
    def refuse(name: str, on: str, *, when: str, says: str) -> str:
        condition = f"WHEN {when} " if when else ""
        return f"CREATE TRIGGER {name} BEFORE {on} {condition}BEGIN SELECT RAISE(ABORT, '{says}'); END"

    found = {
        f"{table}_no_{deed}": refuse(
            f"{table}_no_{deed}", f"{deed.upper()} ON {table}", when="", says=f"{table}: written once"
        )
        for table, deeds in KEPT.items()
        for deed in deeds
    }
    # REPLACE removes the old row without asking the triggers on removal: what is there already is refused here.
    inside = """NOT EXISTS (SELECT 1 FROM ledger_period p WHERE p.id = NEW.period_id AND NOT p.is_closed
        AND p.city_id = NEW.city_id AND NEW."on" BETWEEN p.first_on AND DATE(p.first_on, '+1 month', '-1 day'))"""
    for name, table, when, says in (
        (
            "ledger_posting_before_its_entry",
            "ledger_posting",
            "EXISTS (SELECT 1 FROM ledger_entry WHERE uuid = NEW.entry_id)"
            " OR EXISTS (SELECT 1 FROM ledger_posting WHERE id = NEW.id)",
            "the entry is written already",
        ),
        ("ledger_entry_once", "ledger_entry", WRITTEN_ALREADY, "written already"),
        ("ledger_entry_balances", "ledger_entry", UNBALANCED, "debits and credits differ"),
        ("ledger_entry_opposite", "ledger_entry", NO_OPPOSITE, "not the opposite of what it reverses"),
        ("ledger_entry_open_month", "ledger_entry", inside, "the month is closed, or another"),
    ):
        found[name] = refuse(name, f"INSERT ON {table}", when=when, says=says)
    found["ledger_period_stays"] = refuse(
        "ledger_period_stays", "UPDATE OF id, city_id, first_on ON ledger_period", when="", says="a month stays"
    )
    found["ledger_account_stays"] = refuse(
        "ledger_account_stays", "UPDATE OF id, code, kind ON ledger_account", when="", says="an account stays"
    )
    return found


def _postgresql() -> dict[str, str]:
    def guard(name: str, on: str, body: str, *, row: bool = True) -> str:
        each = "ROW" if row else "STATEMENT"
        return (
            f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql"
            f" AS $guard$ BEGIN {body} RETURN NEW; END $guard$;"
            f" CREATE TRIGGER {name} BEFORE {on} FOR EACH {each} EXECUTE FUNCTION {name}()"
        )

    def refuse(says: str) -> str:
        return f"RAISE EXCEPTION '{says}' USING ERRCODE = 'integrity_constraint_violation';"

    # Two transactions that name one entry wait for each other, so that neither looks past what the other wrote.
    alone = "PERFORM pg_advisory_xact_lock(hashtextextended({}::text, 0));"
    found = {
        f"{table}_no_{deed}": guard(
            f"{table}_no_{deed}", f"{deed.upper()} ON {table}", refuse(f"{table}: written once")
        )
        for table, deeds in KEPT.items()
        for deed in deeds
    }
    for table in KEPT:
        name = f"{table}_no_truncate"
        body = f"IF EXISTS (SELECT 1 FROM {table}) THEN {refuse(f'{table}: written once')} END IF;"  # noqa: S608 -- our own names
        found[name] = guard(name, f"TRUNCATE ON {table}", body, row=False).replace("RETURN NEW", "RETURN NULL")
    found["ledger_posting_before_its_entry"] = guard(
        "ledger_posting_before_its_entry",
        "INSERT ON ledger_posting",
        f"{alone.format('NEW.entry_id')} IF EXISTS (SELECT 1 FROM ledger_entry WHERE uuid = NEW.entry_id)"  # noqa: S608 -- our own names
        f" THEN {refuse('the entry is written already')} END IF;",
    )
    # FOR SHARE: whoever closes the month meanwhile is waited for, and then seen.
    inside = """NOT EXISTS (SELECT 1 FROM ledger_period p WHERE p.id = NEW.period_id AND NOT p.is_closed
        AND p.city_id = NEW.city_id AND NEW."on" BETWEEN p.first_on
        AND (p.first_on + INTERVAL '1 month' - INTERVAL '1 day')::date FOR SHARE)"""
    for name, when, says in (
        ("ledger_entry_balances", UNBALANCED, "debits and credits differ"),
        ("ledger_entry_opposite", NO_OPPOSITE, "not the opposite of what it reverses"),
        ("ledger_entry_open_month", inside, "the month is closed, or another"),
    ):
        body = f"{alone.format('NEW.uuid')} IF {when} THEN {refuse(says)} END IF;"
        found[name] = guard(name, "INSERT ON ledger_entry", body)
    found["ledger_period_stays"] = guard(
        "ledger_period_stays", "UPDATE OF id, city_id, first_on ON ledger_period", refuse("a month stays")
    )
    found["ledger_account_stays"] = guard(
        "ledger_account_stays", "UPDATE OF id, code, kind ON ledger_account", refuse("an account stays")
    )
    return found


SQLITE = _sqlite()
POSTGRESQL = _postgresql()
