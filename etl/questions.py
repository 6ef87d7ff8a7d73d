"""What a person has to say yes to before it is taken in or published.

A file with many rejected rows (R03) waits at the door. Of what is built, a quantity out of all
proportion to the month before (K09) and departments that are gone from a source (K10) wait
before it is published.
"""

import datetime
import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

import duckdb

from chargeback.home import journal_url
from etl import reasons
from etl.batches import every_batch, logged
from etl.settings import Settings, settings
from journal.acceptances import Acceptance, accepted
from journal.store import Journal

SHOWN = 3

IMPLAUSIBLE = """
    with

    used as (
        select
            source_id,
            period,
            department_id,
            service_id,
            sum(
                quantity
                * case
                    when rule in ('sum', 'event', 'on_day') then days_in_month
                    else valid_until - valid_from
                end
            )::bigint // any_value(days_in_month) as quantity
        from charges.usage_months
        where department_id is not null
        group by source_id, period, department_id, service_id
    ),

    charged as (
        select
            charge_period as period,
            department_id,
            service_id,
            sum(amount_ore)::bigint as amount_ore
        from charges.lines
        group by charge_period, department_id, service_id
    )

    select
        used.source_id,
        used.period,
        used.department_id,
        used.service_id,
        before.quantity as before,
        used.quantity as found
    from used
    join used as before
        on
            used.source_id = before.source_id
            and used.department_id = before.department_id
            and used.service_id = before.service_id
            and before.period = used.period - interval 1 month
    left join charged
        on
            used.period = charged.period
            and used.department_id = charged.department_id
            and used.service_id = charged.service_id
    left join charged as charged_before
        on
            before.period = charged_before.period
            and before.department_id = charged_before.department_id
            and before.service_id = charged_before.service_id
    where
        (used.quantity >= $times * before.quantity or before.quantity >= $times * used.quantity)
        and greatest(charged.amount_ore, charged_before.amount_ore) >= $from_ore
    order by used.source_id, used.period, used.department_id, used.service_id
"""

# Departments that have ended by then, and sources without a row that month, are not missed.
GONE = """
    with

    counted as (
        select distinct
            source_id,
            period,
            department_id
        from charges.usage_months
        where department_id is not null
    ),

    followed as (
        select
            before.source_id,
            (before.period + interval 1 month)::date as period,
            before.department_id,
            counted.department_id is not null as is_there
        from counted as before
        join (
            select
                department_id,
                max(valid_until) as valid_until
            from staging.departments
            group by department_id
        ) as departments
            on
                before.department_id = departments.department_id
                and departments.valid_until > before.period + interval 1 month
        left join counted
            on
                before.source_id = counted.source_id
                and before.department_id = counted.department_id
                and counted.period = before.period + interval 1 month
    )

    select
        source_id,
        period,
        count(*) filter (where is_there) as found,
        count(*) as before,
        string_agg(department_id, ', ' order by department_id) filter (where not is_there) as gone
    from followed
    where (source_id, period) in (select (source_id, period) from counted)
    group by source_id, period
    having 100 * count(*) filter (where is_there) < $kept_per_cent * count(*)
    order by source_id, period
"""


@dataclass(frozen=True)
class Question:
    """Something that waits for a person's yes.

    ``sha256`` is that of the file, or of the figures: other figures ask anew. ``subject`` is
    the file's name, or the source; it is what ``accept`` is given.
    """

    rule: str
    subject: str
    source_id: str
    sha256: str
    said_sv: str
    said_en: str

    def answered(self, when: datetime.datetime, who: str, why: str) -> Acceptance:
        """The yes to it."""
        return Acceptance(
            when, who, why, self.sha256, self.rule, self.subject, self.said_sv, self.said_en
        )


class UnansweredError(Exception):
    """A build waits for a person's yes; nothing is published."""

    def __init__(self, questions: Iterable[Question]) -> None:
        self.questions = list(questions)
        said = [f"{q.rule} {q.subject}: {q.said_en}" for q in self.questions]
        super().__init__("; ".join([*said[:SHOWN], *(["…"] if len(said) > SHOWN else [])]))


def of_files(home: Path) -> list[Question]:
    """The files that were refused for their rejected rows and wait.

    Of each name the last, unless a file of that name has been taken in since.
    """
    since = {batch.file_name: batch.loaded_at for batch in every_batch(home)}
    last = {entry.file_name: entry for entry in logged(home) if entry.rule}
    return _open(
        home,
        (
            Question(e.rule, e.file_name, e.source_id, e.sha256, e.reason_sv, e.reason_en)
            for e in last.values()
            if e.rule == "R03"
            and not (e.file_name in since and since[e.file_name] >= e.delivered_at)
        ),
    )


def of_build(connection: duckdb.DuckDBPyConnection, home: Path) -> list[Question]:
    """What of a build waits, by rule, source and month."""
    limits = settings(home)
    return _open(home, [*_implausible(connection, limits), *_gone(connection, limits)])


def _open(home: Path, questions: Iterable[Question]) -> list[Question]:
    answered = accepted(Journal(journal_url(home)))
    return [question for question in questions if question.sha256 not in answered]


def _implausible(connection: duckdb.DuckDBPyConnection, limits: Settings) -> Iterator[Question]:
    asked = {"times": limits.plausible_times, "from_ore": limits.plausible_from_ore}
    rows = connection.execute(IMPLAUSIBLE, asked).fetchall()
    for (source_id, period), group in groupby(rows, key=lambda row: row[:2]):
        found = list(group)
        shown = [f"{row[2]} {row[3]} {row[4]} → {row[5]}" for row in found[:SHOWN]]
        told = {
            "period": f"{period:%Y-%m}",
            "count": len(found),
            "times": limits.plausible_times,
            "rows": "; ".join([*shown, *(["…"] if len(found) > SHOWN else [])]),
        }
        yield _question("K09", source_id, found, told)


def _gone(connection: duckdb.DuckDBPyConnection, limits: Settings) -> Iterator[Question]:
    asked = {"kept_per_cent": limits.departments_kept_per_cent}
    for row in connection.execute(GONE, asked).fetchall():
        source_id, period, found, before, gone = row
        told = {"period": f"{period:%Y-%m}", "found": found, "before": before, "gone": gone}
        yield _question("K10", source_id, [row], told)


def _question(
    rule: str, source_id: str, rows: list[tuple[Any, ...]], told: dict[str, object]
) -> Question:
    text = repr((rule, [tuple(map(str, row)) for row in rows]))
    said = reasons.reason(rule, **told)
    digest = hashlib.sha256(text.encode()).hexdigest()
    return Question(rule, source_id, source_id, digest, said.sv, said.en)


def about(questions: Iterable[Question], subject: str, sha256: str = "") -> list[Question]:
    """The questions a person means by a file's name or content, or by a source."""
    return [
        question
        for question in questions
        if subject in (question.subject, question.source_id) or question.sha256 == sha256
    ]
