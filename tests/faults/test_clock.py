"""F11, F24: one clock, asked in one place. Jumps, summer time and leap days change no figure."""

import ast
import datetime
import re

import duckdb
import pytest

from chargeback import builds
from chargeback.home import journal_url
from etl import intake, run
from etl.batches import batches
from etl.clock import now
from etl.content import content_hash, table_hashes
from etl.publish import publish, published_at
from journal.facts import By
from journal.prices import About, NewPrice, book, supersede
from journal.store import Journal
from tests.faults.village import MONTHS, ROOT, Village, served_hash

PRODUCT = ("app.py", "chargeback", "journal", "etl", "dashboard", "pages")
#: Who asks the machine what time it is: the clock of every run, and the one of a decision.
CLOCKS = {"etl/clock.py", "dashboard/clock.py"}
ASKS = {
    ("datetime", "now"), ("datetime", "utcnow"), ("datetime", "today"), ("date", "today"),
    ("time", "time"), ("time", "time_ns"), ("time", "localtime"), ("time", "gmtime"),
    ("time", "ctime"), ("time", "strftime"),
}  # fmt: skip
JANUARY = datetime.date(2008, 1, 1)
YEAR = datetime.timedelta(days=365)
NOON = datetime.datetime(2026, 1, 15, 12, tzinfo=datetime.UTC)


def asks_the_clock(path) -> bool:
    """Whether a module calls ``datetime.now``, ``time.time`` or what else tells the time."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Attribute):
            owner = node.value
            name = getattr(owner, "attr", None) or getattr(owner, "id", None)
            if (name, node.attr) in ASKS:
                return True
        if isinstance(node, ast.ImportFrom) and node.module == "time":
            return True
    return False


def test_f11_one_place_asks_what_time_it_is():
    files = [path for name in PRODUCT for path in (ROOT / name).rglob("*.py")]
    files.append(ROOT / "app.py")

    asking = {str(path.relative_to(ROOT)) for path in files if asks_the_clock(path)}

    assert asking == CLOCKS


@pytest.mark.parametrize(
    "path", sorted((ROOT / "chargeback").rglob("*.sql")), ids=lambda path: path.stem
)
def test_f11_no_model_or_audit_asks_the_clock(path):
    said = re.sub(r"--.*|'[^']*'", "", path.read_text(encoding="utf-8"))

    assert not re.search(r"\b(now|today)\s*\(", said)
    assert not re.search(r"\bcurrent_(date|time\w*)\b", said, re.IGNORECASE)


@pytest.mark.full
@pytest.mark.parametrize(
    "jumps", [(-YEAR, YEAR), (YEAR, -YEAR), (datetime.timedelta(), -2 * YEAR)], ids=str
)
def test_f11_a_clock_that_jumps_a_year_changes_no_figure(tmp_path, expected, jumps):
    """A month each is loaded, built and published, the clock a year off in between."""
    village, moment = Village(tmp_path, []), NOON

    for month, jump in zip(MONTHS, (datetime.timedelta(), *jumps), strict=True):
        village.deliver(month)
        moment += jump
        intake.load(run.delivered(village.home), village.home, now=lambda moment=moment: moment)
        build = run.build(village.home, lambda _: None)
        published = publish(build, village.home, lambda moment=moment: moment)

    assert served_hash(village.home) == expected
    assert builds.current_id(village.home) == published.stem
    # The same second comes twice where the clock goes back as far as it jumped: the next is taken.
    assert published_at(published.stem) - moment <= datetime.timedelta(seconds=1)


@pytest.fixture(scope="module")
def served(stages):
    home = stages / "three" / "home"
    path = builds.build_path(home, builds.current_id(home))
    with duckdb.connect(path, read_only=True) as connection:
        yield connection


@pytest.mark.full
def test_f11_the_leap_day_is_a_day(served):
    """A guest from 10 February 2008: 20 of 29 days, then 31 of 31."""
    days = served.execute(
        "select unit_days, days_in_month from marts.bill_lines "
        "where service_id = 'ACC-EXT' and period = '2008-02-01'"
    ).fetchall()

    assert days == [(20, 29)]


@pytest.mark.full
def test_f11_a_call_in_the_hour_that_was_not_there_is_charged(served):
    """30 March 2008, 02:30: no clock in Sweden showed it, and the exchange does not change."""
    calls = served.execute(
        "select count(*) from detail.objects "
        "where service_id = 'TEL-TRAF' and valid_from = '2008-03-30'"
    ).fetchone()

    assert calls == (1,)


def content_of(path) -> dict[str, str]:
    with duckdb.connect(path, read_only=True) as connection:
        return table_hashes(connection)


@pytest.mark.full
def test_f24_an_old_month_built_again_after_a_price_was_superseded(warm, at_stage, expected):
    """As it was known then: the same rows. As it is known now: other lines, whole ones."""
    home = at_stage("three")
    journal = Journal(journal_url(home))
    known = max(batch.loaded_at for batch in batches(home))
    right = NewPrice("WS-ADM", 6000_00, None, "öre/år", JANUARY, datetime.date(2009, 1, 1))
    seen = book(journal).seen("PL-2008-v1")
    said = About(By("Controllern", "controller"), "PL-2008-v1", "skrivfel", seen)
    with journal.writing(now() + YEAR) as pen:
        supersede(pen, said, right, datetime.date(2008, 4, 1), "KS 2008-04-01")

    warm.run(home, "build", "--as-of", f"{known:%Y-%m-%dT%H:%M:%S}", check=True)
    warm.run(home, "run", check=True)

    then = content_of(home / "warehouse" / run.EARLIER)
    assert content_hash(then) == expected
    newest = content_of(builds.build_path(home, builds.current_id(home)))
    assert {name for name in then if then[name] != newest[name]} >= {"marts.bill_lines"}
