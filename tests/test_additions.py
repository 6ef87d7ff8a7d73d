"""What a city adds costs what it should: two rows a service, one file a KPI, page or source.

So does another model of fees: two rows for a fee per full-time employee, and other prices.

Each is added to a copy of the program; the month runs, and the board sees it.
"""

import csv
import json
import os
import secrets
import shutil
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest
import yaml

from chargeback import builds

ROOT = Path(__file__).resolve().parent.parent
PROGRAM = [
    "app.py", "actionplan", "assets", "chargeback", "dashboard", "etl", "journal", "locale",
    "pages",
]  # fmt: skip
# The month runs once, in one worker.
pytestmark = [pytest.mark.full, pytest.mark.xdist_group("additions")]
MONTH = "2009-07"
CONNECTIONS = {"CONN-SITE-10", "CONN-SITE-100", "CONN-SITE-1G"}

KPI = """-- How many lines a bill has.
--
-- title.sv: Rader per räkning
-- title.en: Lines per bill
-- unit:     number
-- better:   none
-- year:     at year end
-- definition.sv: Fakturarader per räkning.
-- definition.en: Lines of a bill.
-- Grain:    one row per period and department.
-- Source:   marts.department_bills.

select
    period,
    department_id,
    line_count as numerator,
    1::bigint as denominator
from marts.department_bills
"""

PAGE = '''"""What the supplier says."""

import dash
from dash import html

from dashboard.components.page_bar import page_bar
from dashboard.shell import waiting
from dashboard.view import View

dash.register_page(
    __name__, path="/board/notice", name="Notice", order=90, roles=("board",), layout=waiting
)


def content(view: View):
    return [page_bar(view), html.H1("Notice")]
'''

LOOK = """
import json
from app import server
from dashboard import session, shell
from dashboard.address import Address
from dashboard.web.markup import markup

with server.test_request_context("/"):
    session.sign_in("board")
    pages = {page["path"]: page["name"] for page in shell.pages_for("board")}
    texts = {path: str(markup(shell.content_of(shell.page_at(path, "board"), Address(path))))
             for path in pages}
print(json.dumps(texts))
"""


def with_row(path: Path, pattern: dict[str, str], **changes: str) -> None:
    """Add to a table the first row that fits the pattern, with some values changed."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    model = next(row for row in rows if pattern.items() <= row.items())
    with path.open("a", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(model), lineterminator="\n")
        writer.writerow(model | changes)


@pytest.fixture(scope="module")
def program(tmp_path_factory) -> Path:
    """A copy of the program with one more KPI and one more page."""
    copy = tmp_path_factory.mktemp("program")
    for name in PROGRAM:
        source = ROOT / name
        (shutil.copytree if source.is_dir() else shutil.copy)(source, copy / name)
    (copy / "chargeback/models/kpis/lines_per_bill.sql").write_text(KPI, encoding="utf-8")
    (copy / "pages/board/notice.py").write_text(PAGE, encoding="utf-8")
    return copy


@pytest.fixture(scope="module")
def home(program, tmp_path_factory) -> Path:
    """A city with a service of its own, and workstations whose file has foreign headings."""
    home = tmp_path_factory.mktemp("city")
    reference = home / "reference"
    shutil.copytree(ROOT / "data" / "reference", reference)
    with_row(
        reference / "services.csv",
        {"service_id": "ACC-STD"},
        service_id="ACC-PRO",
        name_sv="Användarkonto proffs",
        name_en="Professional account",
    )
    with_row(
        reference / "prices.csv",
        {"service_id": "ACC-STD", "valid_from": "2009-01-01"},
        service_id="ACC-PRO",
        price_ore="1200000",
    )
    with_prices(reference / "prices.csv", CONNECTIONS, "0")
    with_row(
        reference / "services.csv",
        {"service_id": "CONN-SITE-10"},
        service_id="CONN-FTE",
        name_sv="Nätavgift per årsarbetare",
        name_en="Network fee per full-time employee",
        unit_sv="årsarbetare",
        unit_en="full-time employee",
        source="hr_anstallningar",
    )
    with_row(
        reference / "prices.csv",
        {"service_id": "WS-ADM", "valid_from": "2009-01-01"},
        service_id="CONN-FTE",
        price_ore="240000",
    )
    inbox = home / "inbox"
    run(program, home, "sample", "--scale", "0.02", "--months", f"{MONTH}..{MONTH}")
    rewrite(inbox / "ad_users_2009-07-31.csv", "utf-8-sig", ",STD\r\n", ",PRO\r\n", times=20)
    for copy in inbox.glob("*_ny.*"):
        copy.unlink()
    in_foreign_dress(home, inbox / "sccm_datorer_2009-07-31.csv")
    run(program, home, "run")
    return home


def rewrite(path: Path, encoding: str, old: str, new: str, times: int) -> None:
    text = path.read_bytes().decode(encoding)
    assert old in text
    path.write_bytes(text.replace(old, new, times).encode(encoding))


def in_foreign_dress(home: Path, delivered: Path) -> None:
    """The same machines from a system that names every column otherwise, and the YAML for it."""
    header, rest = delivered.read_bytes().decode("cp1252").split("\r\n", 1)
    names = header.split(";")
    foreign = {name: f"KOL_{place}" for place, name in enumerate(names)}
    text = ";".join(foreign[name] for name in names) + "\r\n" + rest
    delivered.with_name("maskiner_2009-07-31.txt").write_bytes(text.encode("cp1252"))
    delivered.unlink()
    ours = yaml.safe_load((ROOT / "etl/sources/sccm_datorer.yaml").read_text(encoding="utf-8"))
    theirs = json.loads(renamed(json.dumps(ours, ensure_ascii=False), foreign))
    theirs["recognise"] = {"file": r"maskiner_\d{4}-\d{2}-\d{2}\.txt"} | {
        "header": [foreign["Serienummer"], foreign["Datornamn"]]
    }
    theirs["snapshot"] = {"from": "filename", "pattern": r"maskiner_(?P<date>\d{4}-\d{2}-\d{2})"}
    (home / "sources").mkdir()
    (home / "sources" / "maskiner.yaml").write_text(
        yaml.safe_dump(theirs, allow_unicode=True), encoding="utf-8"
    )


def renamed(text: str, names: dict[str, str]) -> str:
    for ours, theirs in names.items():
        text = text.replace(f'"{ours}"', f'"{theirs}"')
    return text


def with_prices(path: Path, services: set[str], price_ore: str) -> None:
    """Give services another price on all their days."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(
            row | ({"price_ore": price_ore} if row["service_id"] in services else {})
            for row in rows
        )


def run(program: Path, home: Path, *words: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "etl", *words],
        cwd=program,
        env={**os.environ, "NYTTJA_HOME": str(home)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def shown(program, home) -> dict[str, str]:
    """Every page of the board, as text."""
    done = subprocess.run(
        [sys.executable, "-c", LOOK],
        cwd=program,
        env={
            **os.environ,
            "NYTTJA_HOME": str(home),
            "NYTTJA_DEMO": "1",
            "NYTTJA_SECRET": secrets.token_urlsafe(48),
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


def test_two_rows_are_a_new_service_that_is_charged_and_shown(home, program, shown):
    status = json.loads(run(program, home, "status", "--json"))

    assert status["charged_ore"] > 0
    assert "Användarkonto proffs" in shown["/reference/services"]
    assert "Användarkonto proffs" in shown["/board/costs"]


def test_two_rows_are_a_fee_per_full_time_employee_beside_fees_per_unit(home, shown):
    """The network is charged per employee, the rest per unit; what is used is still counted."""
    current = builds.build_path(home, builds.current_id(home))
    with duckdb.connect(str(current), read_only=True) as build:
        charged = {
            service_id: (quantity, amount_ore)
            for service_id, quantity, amount_ore in build.execute(
                """
                select service_id, sum(quantity)::bigint, sum(amount_ore)::bigint
                from marts.bill_lines group by service_id
                """
            ).fetchall()
        }
        told = "select sum(full_time_hundredths)::bigint from marts.full_time_employees"
        (hundredths,) = build.execute(told).fetchone()

    employees, fee = charged["CONN-FTE"]
    assert employees > 0
    # The register tells the departments' employees in hundredths, each rounded by itself.
    assert abs(employees // 10 - hundredths) < 50
    # 2 400 kr a year are 200 kr a month; half an öre at most is rounded on each line.
    assert abs(fee - employees * 200 // 10) < 1000
    used = [charged[name] for name in CONNECTIONS if name in charged]
    assert used
    assert all(quantity > 0 and amount == 0 for quantity, amount in used)
    assert charged["WS-ADM"][1] > 0
    assert "Nätavgift per årsarbetare" in shown["/board/costs"]


def test_one_sql_file_is_a_new_kpi_on_the_first_page(shown):
    assert "Rader per räkning" in shown["/"]


def test_one_file_is_a_new_page_in_its_readers_navigation(shown):
    assert "Notice" in shown["/board/notice"]


def test_one_yaml_takes_in_a_file_with_foreign_headings(home, program, shown):
    sources = json.loads(run(program, home, "status", "--json"))["sources"]

    assert "maskiner" in json.dumps(sources)
    assert "Arbetsstation administrativ" in shown["/board/costs"]
