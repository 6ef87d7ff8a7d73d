"""The one table of the journal, and the triggers by which the database itself keeps it so.

Facts are added after each other and never changed: an update or a delete is refused by the
database whoever asks, and so is a fact that does not follow the last one. Everything but the
number is text, written alike in every database, so that the chain of hashes is the same in all.
"""

from sqlalchemy import BigInteger, Column, Connection, Integer, MetaData, Table, Text
from sqlalchemy.dialects import postgresql

#: What the first fact follows.
BEGINNING = "0" * 64

metadata = MetaData()
# Times are compared as text: byte by byte, whatever language the database speaks.
TEXT = Text().with_variant(postgresql.TEXT(collation="C"), "postgresql")
NUMBER = BigInteger().with_variant(Integer, "sqlite")

facts = Table(
    "facts",
    metadata,
    Column("seq", NUMBER, primary_key=True, autoincrement=False),
    Column("recorded_at", TEXT, nullable=False),
    Column("who", TEXT, nullable=False),
    Column("role", TEXT, nullable=False),
    Column("kind", TEXT, nullable=False),
    Column("subject", TEXT, nullable=False, index=True),
    Column("valid_from", TEXT),
    Column("why", TEXT, nullable=False),
    Column("body", TEXT, nullable=False),
    Column("previous_hash", TEXT, nullable=False),
    Column("hash", TEXT, nullable=False, unique=True),
)

REFUSED = "facts of the journal are never changed or removed"
NOT_NEXT = "a fact of the journal follows the last one"

SQLITE = (
    f"""
    create trigger if not exists facts_are_not_changed before update on facts
    begin select raise(abort, '{REFUSED}'); end
    """,
    f"""
    create trigger if not exists facts_are_not_removed before delete on facts
    begin select raise(abort, '{REFUSED}'); end
    """,
    # Also against INSERT OR REPLACE, which removes without a word to the trigger above.
    f"""
    create trigger if not exists facts_follow before insert on facts
    when new.seq is not (select coalesce(max(seq), 0) + 1 from facts)
        or new.previous_hash is not coalesce(
            (select hash from facts order by seq desc limit 1), '{BEGINNING}'
        )
    begin select raise(abort, '{NOT_NEXT}'); end
    """,
)

POSTGRESQL = (
    f"""
    create or replace function refuse_change() returns trigger language plpgsql as
    $$ begin raise exception '{REFUSED}'; end $$
    """,
    f"""
    create or replace function follow_the_last() returns trigger language plpgsql as
    $$ begin
        if new.seq is distinct from (select coalesce(max(seq), 0) + 1 from facts)
            or new.previous_hash is distinct from coalesce(
                (select hash from facts order by seq desc limit 1), '{BEGINNING}'
            )
        then raise exception '{NOT_NEXT}'; end if;
        return new;
    end $$
    """,
    """
    create trigger facts_are_not_changed before update or delete on facts
    for each row execute function refuse_change()
    """,
    """
    create trigger facts_are_not_emptied before truncate on facts
    for each statement execute function refuse_change()
    """,
    """
    create trigger facts_follow before insert on facts
    for each row execute function follow_the_last()
    """,
)

TRIGGERS = {"sqlite": SQLITE, "postgresql": POSTGRESQL}


def create(connection: Connection) -> None:
    """Make the table and its triggers; the caller holds the journal for writing."""
    metadata.create_all(connection)
    for statement in TRIGGERS[connection.dialect.name]:
        connection.exec_driver_sql(statement)
