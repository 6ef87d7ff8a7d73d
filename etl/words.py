"""What the command line says to people, in Swedish and English."""

import datetime
from collections.abc import Iterator, Sequence
from typing import Any

from chargeback.explain_line import kronor
from etl.reasons import shown

Row = dict[str, Any]

COUNTED = ("source_id", "rows_in", "accepted", "rejected", "set_aside", "unallocated")
WORDS: dict[str, dict[str, Any]] = {
    "sv": {
        "nothing": "Inget är publicerat ännu: python -m etl run",
        "build": "Bygge {build_id}, gjort {built_at}, perioder {first} till {last}",
        "charged": "Debiterat {total}",
        "month": "  {period}  {amount}",
        "columns": ("källa", "rader in", "godtagna", "avvisade", "åt sidan", "ofördelade"),
        "holds": "Avstämning: {count} likheter, alla går jämnt ut",
        "differs": "Avstämning: {count} likheter, {wrong} går INTE jämnt ut",
        "difference": "  {equation} {where}: {left} mot {right}, skiljer {difference}",
        "volume": "volym",
        "cost": "kostnad",
        "self_cost": "självkostnad",
        "income": "intäkt",
        "agreement": "kund och leverantör",
        "lines": "{count} objekt",
        "object": "  {id:<24} {first} – {last}  {file} rad {line}",
        "mended": "ägare enligt lagning {mending}",
        "agrees": "Räknat om: {amount}, lika med fakturaraden",
        "disagrees": "Räknat om: {amount}, men fakturaraden säger {stored}",
        "open": "tills vidare",
        "run_difference": "Den senare körningen debiterar {amount} mer än den tidigare:",
        "more_differences": "… och {count} till",
        "causes": {
            "price": "pris",
            "quantity": "mängd",
            "owner": "ägare",
            "mix": "regel",
            "new": "nytt",
            "ended": "upphört",
            "correction": "rättelse",
        },
        "unknown": "okänt",
        "waiting": "Väntar på ett ja (python -m etl accept): {rule} {subject}: {said}",
        "accepted": "Godtaget {when} av {who}: {subject}: {said}. Skäl: {why}",
    },
    "en": {
        "nothing": "Nothing is published yet: python -m etl run",
        "build": "Build {build_id}, made {built_at}, periods {first} to {last}",
        "charged": "Charged {total}",
        "month": "  {period}  {amount}",
        "columns": ("source", "rows in", "accepted", "rejected", "set aside", "unallocated"),
        "holds": "Reconciliation: {count} equations, all hold",
        "differs": "Reconciliation: {count} equations, {wrong} do NOT hold",
        "difference": "  {equation} {where}: {left} and {right}, off by {difference}",
        "volume": "volume",
        "cost": "cost",
        "self_cost": "self-cost",
        "income": "income",
        "agreement": "customer and supplier",
        "lines": "{count} objects",
        "object": "  {id:<24} {first} – {last}  {file} line {line}",
        "mended": "owner by mending {mending}",
        "agrees": "Recomputed: {amount}, equal to the bill line",
        "disagrees": "Recomputed: {amount}, but the bill line says {stored}",
        "open": "until further notice",
        "run_difference": "The later run charges {amount} more than the earlier one:",
        "more_differences": "… and {count} more",
        "causes": {
            "price": "price",
            "quantity": "quantity",
            "owner": "owner",
            "mix": "rule",
            "new": "new",
            "ended": "ended",
            "correction": "correction",
        },
        "unknown": "unknown",
        "waiting": "Waits for a yes (python -m etl accept): {rule} {subject}: {said}",
        "accepted": "Accepted {when} by {who}: {subject}: {said}. Why: {why}",
    },
}
OPEN = datetime.date(9999, 12, 31)


def status_lines(status: Row, language: str) -> Iterator[str]:
    """What is published, what waits and what was accepted, as people read it."""
    yield from build_lines(status, language)
    for key in ("waiting", "accepted"):
        for row in status.get(key, ()):
            when = row.get("when", "")[:16].replace("T", " ")
            yield WORDS[language][key].format_map(
                {**row, "when": when, "said": row[f"said_{language}"]}
            )


def build_lines(status: Row, language: str) -> Iterator[str]:
    """The published build."""
    words = WORDS[language]
    if status["build_id"] is None:
        yield words["nothing"]
        return
    yield words["build"].format(
        build_id=status["build_id"],
        built_at=status["built_at"].replace("T", " "),
        first=str(status["first_period"])[:7],
        last=str(status["last_period"])[:7],
    )
    yield words["charged"].format(total=kronor(status["charged_ore"], language))
    for period, amount in status["charged_ore_by_period"].items():
        yield words["month"].format(period=period[:7], amount=kronor(amount, language).rjust(21))
    yield columns(words["columns"])
    for source in status["sources"]:
        yield columns([source[name] for name in COUNTED])
    yield from equation_lines(status["equations"], language)


def columns(cells: Sequence[object]) -> str:
    """One line of the table of sources: a name, then counts."""
    name, *counts = cells
    return f"{name:<30}" + "".join(f"{count:>12}" for count in counts)


def equation_lines(equations: Sequence[Row], language: str) -> Iterator[str]:
    """That every equation holds, or each that does not with both its sides."""
    words = WORDS[language]
    wrong = [equation for equation in equations if equation["difference"]]
    yield words["differs" if wrong else "holds"].format(count=len(equations), wrong=len(wrong))
    for equation in wrong:
        yield words["difference"].format(
            equation=words[equation["equation"]],
            where=" ".join(filter(None, (str(equation["period"])[:7], equation["source_id"]))),
            left=equation["left_sum"],
            right=equation["right_sum"],
            difference=equation["difference"],
        )


def object_line(row: Row, language: str) -> str:
    """One object of a bill line: what, from when to when, read where."""
    words = WORDS[language]
    until = row["object_until"]
    template: str = words["object"]
    told = template.format(
        id=shown(row["object_id"]),
        first=row["object_from"] or words["unknown"],
        # The table holds the day after the last; people read the last.
        last=words["open"] if until == OPEN else until - datetime.timedelta(days=1),
        file=row["source_file"],
        line=row["source_line"],
    )
    rule, _apart, mending = str(row.get("owner_rule")).partition(":")
    return f"{told}; {words['mended'].format(mending=mending)}" if rule == "mending" else told
