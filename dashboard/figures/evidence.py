"""A sample drawn, and all that shows whether its lines are right, gathered."""

import datetime
from collections import defaultdict
from collections.abc import Sequence

from chargeback import delivered
from chargeback.draw import draw
from chargeback.explain_line import as_day
from chargeback.home import home
from chargeback.period import months_later
from dashboard import record
from dashboard.access import Viewer
from dashboard.figures.comparisons import pair_lines
from dashboard.queries import bill, sample
from dashboard.record import Fact
from dashboard.rows import Row, rows_of
from dashboard.sampled import Asked, Evidence, Sample

EVERY_OBJECT = 1_000_000
CLOSED = "period.closed"
#: What came of a delivery whose rows were counted, until another content replaced it or still.
TAKEN_IN = frozenset({"loaded", "replaced"})


def drawn(viewer: Viewer, asked: Asked) -> Sample:
    """Draw; without a seed there are no lines, only what there is to draw from."""
    found = sample.population(
        viewer, asked.first, asked.last, asked.department_id, asked.service_id
    )
    sizes = dict(zip(found["line_id"].tolist(), found["size_ore"].tolist(), strict=True))
    made = draw(sizes if asked.seed else {}, asked.wanted, asked.seed)
    lines = rows_of(sample.lines(viewer, [one.key for one in made.lines])) if made.lines else []
    lines.sort(key=lambda line: (-abs(line["amount_ore"]), line["line_id"]))
    return Sample(asked, len(sizes), int(found["amount_ore"].sum()), made, lines)


def evidence_of(viewer: Viewer, found: Sample, line_ids: Sequence[str]) -> list[Evidence]:
    """The evidence of some lines of a sample, in its order."""
    chosen = [
        (number, line)
        for number, line in enumerate(found.lines, start=1)
        if line["line_id"] in line_ids
    ]
    facts = record.facts(viewer)[::-1]
    deliveries = rows_of(sample.deliveries(viewer, _names([line for _number, line in chosen])))
    return [
        _evidence(viewer, number, found.hits[line["line_id"]], line, facts, deliveries)
        for number, line in chosen
    ]


def _evidence(  # noqa: PLR0913, PLR0917 - a line, and what is looked up once for all
    viewer: Viewer,
    number: int,
    hits: int,
    line: Row,
    facts: Sequence[Fact],
    deliveries: Sequence[Row],
) -> Evidence:
    names = _names([line])
    objects = objects_of(viewer, line, EVERY_OBJECT)
    files = rows_of(sample.files(viewer, names))
    month_facts = [fact for fact in facts if fact.subject == f"period:{line['period']:%Y-%m}"]
    closed = next((fact for fact in month_facts if fact.kind == CLOSED), None)
    agreements = rows_of(sample.agreements(viewer, [line["agreement_id"] or ""]))
    return Evidence(
        number,
        hits,
        line,
        objects,
        delivered_of(objects, files, deliveries, closed.recorded_at if closed else None),
        files,
        [row for row in deliveries if row["file_name"] in names],
        next(iter(agreements), None),
        [fact for fact in facts if _is_of_price(fact, line)],
        month_facts,
    )


def delivered_of(
    objects: Sequence[Row],
    files: Sequence[Row],
    deliveries: Sequence[Row],
    closed_at: datetime.datetime | None,
) -> dict[tuple[str, int], delivered.Texts]:
    """The source rows as they were delivered, by file and line.

    Args:
        objects: The source rows behind a line.
        files: The files they came from, as they are now.
        deliveries: What came of each delivery of those files, oldest first.
        closed_at: When the booked month was closed (UTC): a file replaced later is read as it was.
    """
    lines: defaultdict[str, set[int]] = defaultdict(set)
    for row in objects:
        lines[row["source_file"]].add(int(row["source_line"]))
    found: dict[tuple[str, int], delivered.Texts] = {}
    for file in files:
        name = file["file_name"]
        sha256 = _ruling(name, deliveries, closed_at) or file["sha256"]
        key = delivered.key_of(as_day(file["snapshot_on"]), sha256)
        texts = delivered.texts(home(), file["entity"], key, lines[name])
        found |= {(name, line): row for line, row in texts.items()}
    return found


def _ruling(
    name: str, deliveries: Sequence[Row], closed_at: datetime.datetime | None
) -> str | None:
    """The content of a file that was counted by then; None where that is today's."""
    if closed_at is None:
        return None
    then = closed_at.replace(tzinfo=None)
    taken_in = [
        row["sha256"]
        for row in deliveries
        if row["file_name"] == name and row["outcome"] in TAKEN_IN and row["delivered_at"] <= then
    ]
    return taken_in[-1] if taken_in else None


def month_before(viewer: Viewer, line: Row) -> Row | None:
    """The same line of the month before, if there was one."""
    before = months_later(line["period"], -1)
    frame = bill.lines(
        viewer, line["department_id"], line["period"], before, "service", line["service_id"]
    )
    pairs = pair_lines(rows_of(frame), line["period"])
    own = (pair for pair in pairs if pair.now and pair.now["line_id"] == line["line_id"])
    return next((pair.before for pair in own), None)


def objects_of(viewer: Viewer, line: Row, most: int) -> list[Row]:
    """The source rows behind a line: those sealed with it where they are others today."""
    own = line["agreement_id"] if line["fee_kind"] == "agreement" else None
    key = (line["department_id"], line["cost_centre_id"], line["service_id"], own)
    days = (line["valid_from"], line["valid_until"])
    if not line["is_correction"]:
        sealed = rows_of(sample.sealed_objects(viewer, line["period"], *key, *days))
        if sealed:
            return sealed
    return rows_of(bill.objects(viewer, *key, *days, most))


def _names(lines: Sequence[Row]) -> list[str]:
    return sorted({name for line in lines for name in str(line["source_files"] or "").split(",")})


def _is_of_price(fact: Fact, line: Row) -> bool:
    """Whether a fact speaks of a price list the line cites, and of its service or of all."""
    lists = str(line["price_list_ids"] or "").split(",")
    if fact.subject not in {f"price_list:{one}" for one in lists if one}:
        return False
    return bool(fact.body.get("service_id", line["service_id"]) == line["service_id"])
