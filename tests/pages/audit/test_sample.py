"""A sample for audit: drawn by kronor, and each line with all that shows whether it is right.

The tiny world's largest line, Elit at 533 333,33 kr a month, is half of all there is.
"""

import csv
import datetime
import hashlib
import io
import json
import re
import zipfile

import duckdb
import pandas as pd
import pytest

from chargeback import delivered
from dashboard import address, session, shell
from dashboard.view import UnknownError, view_of
from dashboard.web.markup import markup
from etl.publish import publish
from journal import prices
from journal.facts import By, NewFact
from journal.store import Journal
from tests.worlds import tiny_build

SAMPLE = "/audit/sample"
DRAW = "?first=2008-07&last=2008-08&count=10&seed=revision"
NOON = datetime.datetime(2008, 9, 3, 12, tzinfo=datetime.UTC)
YEAR = {"valid_from": datetime.date(2008, 1, 1), "valid_until": datetime.date(2009, 1, 1)}
LIST = {
    "price_list_id": "PL-2008-v1", "decided_on": datetime.date(2007, 11, 21),
    "decision": "KS 2007-11-21", **YEAR, "prepared_by_body": None, "note_sv": None,
    "source_file": "price_lists.csv", "basis": None, "source_line": 2,
}  # fmt: skip
ROW = (
    "object_id", "object_from", "object_until", "last_seen_on", "owner_rule", "source_file",
    "source_line", "valid_from", "valid_until", "quantity",
)  # fmt: skip
CLOSED = {"manifest_sha256": "5" * 64, "decision": "dnr 2008/14"}


@pytest.fixture
def journal(server, tmp_path, monkeypatch) -> Journal:  # noqa: ARG001 - the tiny world is served
    """A decided list, and July closed and booked."""
    url = f"sqlite:///{tmp_path}/journal.sqlite"
    monkeypatch.setenv("NYTTJA_JOURNAL_URL", url)
    found = Journal(url)
    with found.writing(NOON) as pen:
        prices.load_lists(pen, By("etl load", "program"), [LIST])
        closer = By("anna.ek", "controller")
        pen.append(NewFact(closer, "period.closed", "period:2008-07", "stängning", body=CLOSED))
        booked = {"vouchers": ["IT 200807"], "sha256": "6" * 64}
        pen.append(NewFact(closer, "period.booked", "period:2008-07", "bokförd", body=booked))
    return found


@pytest.fixture
def package(server):
    """The package at an address, unpacked: name to content."""

    def unpacked(query: str = DRAW) -> dict[str, bytes]:
        with zipfile.ZipFile(io.BytesIO(packed(query))) as archive:
            return {name: archive.read(name) for name in archive.namelist()}

    def packed(query: str) -> bytes:
        with server.test_request_context(f"/export/audit/sample.zip{query}"):
            session.sign_in("auditor")
            return server.view_functions["export"]("audit/sample", "zip").get_data()

    unpacked.packed = packed
    return unpacked


def line_of(page: str, words: str) -> str:
    """Id of the first line drawn that is called so."""
    lines = re.findall(r'id="line-(L\w+)"><svg.*?</svg>([^<]*)</a>', page)
    return next(line_id for line_id, told in lines if words in told)


def rows(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))


def test_before_the_draw_the_page_says_what_there_is_to_draw_from(journal, shown):  # noqa: ARG001
    page = shown("auditor", SAMPLE)

    assert "1,1 mnkr på 15 rader att dra ur, juli–augusti 2008" in page
    assert "Inget är draget än" in page
    assert "/export/audit/sample.zip" not in page


def test_the_largest_lines_are_always_drawn(journal, shown):  # noqa: ARG001
    page = shown("auditor", SAMPLE, DRAW)

    assert "Startvärde ”revision”, en punkt var 111 774,96 kr" in page
    assert "2 rader är så stora att de alltid dras" in page
    assert page.count("533 333,33") == 2


def test_the_same_seed_draws_the_same_lines_and_another_others(journal, shown):  # noqa: ARG001
    by_seed = [
        re.findall(
            r'id="line-(L\w+)"', shown("auditor", SAMPLE, f"?count=5&service=ACC-STD&seed={seed}")
        )
        for seed in ("a", "a", "b", "c", "d")
    ]

    assert by_seed[0] == by_seed[1]
    assert len({tuple(lines) for lines in by_seed}) > 1


@pytest.mark.parametrize(
    ("filters", "lines"), [("&department=SDI", 8), ("&service=ACC-STD", 5), ("&last=2008-07", 6)]
)
def test_the_draw_is_from_what_is_chosen(journal, shown, filters, lines):  # noqa: ARG001
    page = shown("auditor", SAMPLE, f"?first=2008-07&seed=x&count=200{filters}")

    assert f"på {lines} rader</" in page
    assert 0 < page.count('class="opener"') <= lines


def test_a_line_opens_to_its_price_agreement_booking_seal_rows_and_files(journal, shown):  # noqa: ARG001
    query = "?first=2008-07&last=2008-07&seed=x&count=200"
    connection = line_of(shown("auditor", SAMPLE, query), "Anslutning plattform")

    page = shown("auditor", SAMPLE, f"{query}&open={connection}")

    told = (
        "KS 2007-11-21",
        "Prislista övertagen",
        "7593-40700-4400-00000-111",
        "IT 200807",
        "5" * 64,
        "omräknad nu, stämmer på öret",
        "size_classes.csv",
    )
    assert [words for words in told if words not in page] == []


def test_a_month_nobody_has_closed_is_said_not_to_be_sealed(journal, shown):  # noqa: ARG001
    query = "?first=2008-08&last=2008-08&seed=x&count=200"
    opened = line_of(shown("auditor", SAMPLE, query), "Elit")

    page = shown("auditor", SAMPLE, f"{query}&open={opened}")

    for words in (
        "inte bokförd än",
        "inte förseglad än",
        "ingen har granskat",
        "inte undertecknat",
    ):
        assert words in page


def test_the_package_holds_a_page_for_each_line_and_a_hash_of_every_file(journal, package):
    files = package()
    manifest = json.loads(files["manifest.json"])

    pages = [name for name in files if name.startswith("lines/")]
    assert len(pages) == len(rows(files["sample.csv"])) - 1
    assert set(manifest["files"]) == set(files) - {"manifest.json"}
    for name, told in manifest["files"].items():
        assert told == {
            "sha256": hashlib.sha256(files[name]).hexdigest(),
            "bytes": len(files[name]),
        }
    assert (manifest["seed"], manifest["total_ore"], manifest["lines"]) == (
        "revision", 111_774_964, 15,
    )  # fmt: skip
    assert manifest["journal_head"] == journal.facts()[-1].hash


def test_the_package_is_the_same_bytes_for_the_same_build_journal_and_seed(journal, package):  # noqa: ARG001
    assert package.packed(DRAW) == package.packed(DRAW)
    assert package.packed(DRAW) != package.packed(DRAW.replace("revision", "another"))


def test_the_rows_behind_a_line_are_taken_along_with_file_and_line(journal, package):  # noqa: ARG001
    files = package("?first=2008-08&last=2008-08&seed=x&count=200")

    found = [row for row in rows(files["rows.csv"]) if "SDI-PC-0003" in row]

    assert [row[-3:] for row in found] == [["sccm_datorer_2008-08-31.csv", "4", ""]]


@pytest.fixture
def kept(tmp_path, monkeypatch):
    """What intake kept of a content of August's machines: ``kept("sha256…", "SDI-PC-0003")``."""
    monkeypatch.setattr("dashboard.figures.evidence.home", lambda: tmp_path)

    def keep(sha256: str, machine: str) -> None:
        key = delivered.key_of(datetime.date(2008, 8, 31), sha256)
        path = delivered.texts_path(tmp_path, "workstations", key)
        path.parent.mkdir(parents=True, exist_ok=True)
        entry = {"headings": ["Datornamn", "", "Anm"]}
        path.with_name(f"{key}.json").write_text(json.dumps(entry), encoding="utf-8")
        with duckdb.connect() as connection:
            connection.execute("create table t (source_line bigint, c0 varchar, c2 varchar)")
            connection.execute("insert into t values (3, 'other', ''), (4, ?, '=1')", [machine])
            connection.table("t").write_parquet(str(path))

    return keep


def test_a_row_is_taken_along_as_it_was_delivered(journal, package, kept):  # noqa: ARG001
    query = "?first=2008-08&last=2008-08&seed=x&count=200"
    files = {row[0]: row[2] for row in rows(package(query)["files.csv"])[1:]}
    kept(files["sccm_datorer_2008-08-31.csv"], " sdi-pc-0003 ")

    found = [row for row in rows(package(query)["rows.csv"]) if "SDI-PC-0003" in row]

    assert [row[-1] for row in found] == ["Datornamn:  sdi-pc-0003 ; Anm: =1"]


def test_a_row_of_a_closed_month_is_as_the_file_was_then(journal, package, kept, monkeypatch):
    """The file came again after the closing: what the line was counted from is shown."""
    query = "?first=2008-08&last=2008-08&seed=x&count=200"
    (now,) = (r[2] for r in rows(package(query)["files.csv"]) if r[0].startswith("sccm_"))
    then = "e" * 64
    kept(then, "as it was")
    kept(now, "as it is")
    journal.append(
        NewFact(By("anna.ek", "controller"), "period.closed", "period:2008-08", "stängning"), NOON
    )
    days = (NOON - datetime.timedelta(1), NOON + datetime.timedelta(1))
    told = [
        {"delivered_at": day.replace(tzinfo=None), "file_name": "sccm_datorer_2008-08-31.csv",
         "sha256": sha256, "outcome": outcome, "reason_sv": "", "reason_en": ""}
        for day, sha256, outcome in zip(days, (then, now), ("replaced", "loaded"), strict=True)
    ]  # fmt: skip
    monkeypatch.setattr("dashboard.queries.sample.deliveries", lambda *_: pd.DataFrame(told))

    found = [row for row in rows(package(query)["rows.csv"]) if "SDI-PC-0003" in row]

    assert [row[-1] for row in found] == ["Datornamn: as it was; Anm: =1"]


def test_a_page_of_the_package_says_what_the_line_says(journal, package):  # noqa: ARG001
    files = package("?first=2008-08&last=2008-08&seed=x&count=200")

    page = next(
        text.decode()
        for name, text in files.items()
        if name.startswith("lines/") and b"SDI-PC-0003" in text
    )

    assert "1 320,00 kr" in page.replace("\N{NO-BREAK SPACE}", " ")
    assert "<script" not in page
    assert page.startswith('<!DOCTYPE html>\n<html lang="sv">')


def test_text_of_the_package_is_neither_formula_nor_markup(journal, package):
    evil = By("=cmd()", "controller")
    why = "<script>alert(1)</script>"
    journal.append(NewFact(evil, "period.closed", "period:2008-08", why), NOON)

    files = package()

    text = b"".join(content for name, content in files.items() if name.endswith(".html"))
    assert b"<script>" not in text
    assert b"&lt;script&gt;alert(1)" in text
    assert b";'=cmd();" in files["facts.csv"]


@pytest.mark.parametrize(
    "query",
    ["?seed=x&first=1999-01", "?seed=x&first=2008-08&last=2008-07", "?seed=x&service=NO",
     "?seed=x&count=-1", "?seed=x&count=many"],
)  # fmt: skip
def test_what_there_is_not_is_not_found(journal, as_reader, query):  # noqa: ARG001
    as_reader("auditor", "sv", SAMPLE)
    page = shell.page_at(SAMPLE, "auditor")

    assert str(markup(shell.content_of(page, address.read(SAMPLE, query)))) == str(
        markup(shell.states.not_found())
    )


@pytest.mark.parametrize("reader", ["board", "department-SDI"])
def test_for_others_there_is_no_sample_and_no_package(journal, signed_in, reader):  # noqa: ARG001
    client = signed_in(reader)

    assert client.get(f"/export/audit/sample.zip{DRAW}").status_code == 404
    assert client.get(SAMPLE).status_code == client.get("/audit/nothing").status_code


def test_without_a_draw_there_is_no_package(journal, as_reader):  # noqa: ARG001
    as_reader("auditor", "sv", SAMPLE)
    page = shell.page_at(SAMPLE, "auditor")

    with pytest.raises(UnknownError):
        shell.sys.modules[page["module"]].package(view_of(address.read(SAMPLE, "")))


def test_the_rows_of_a_sealed_line_are_those_it_was_sealed_with(journal, package, monkeypatch):  # noqa: ARG001
    """Where they are others today; a later file may have changed them."""
    sealed = pd.DataFrame([{**dict.fromkeys(ROW), "object_id": "SDI-PC-9999", "source_line": 77}])
    of_machines = "WS-ADM"
    monkeypatch.setattr(
        "dashboard.queries.sample.sealed_objects",
        lambda *asked: sealed if asked[4] == of_machines else sealed.head(0),
    )

    files = package("?first=2008-08&last=2008-08&seed=x&count=200")

    assert [row[-2] for row in rows(files["rows.csv"]) if "SDI-PC-9999" in row] == ["77"]
    assert b"SDI-PC-0003" not in files["rows.csv"]


CREDIT = """
    insert into marts.bill_lines by name
    select
        * replace (
            'L0credit00000' as line_id,
            date '2008-07-01' as charge_period,
            -440_00 as amount_ore,
            true as is_correction,
            line_id as original_line_id,
            1000 * {units} as quantity,
            31000 * {units} as quantity_days,
            {units} as units,
            880_00 as now_ore,
            amount_ore as before_ore,
            'quantity' as correction_cause
        )
    from marts.bill_lines
    where period = '2008-08-01' and service_id = 'WS-ADM' and cost_centre_id = '40715'
"""


@pytest.mark.parametrize(
    ("units", "verdict"),
    [
        (2, "omräknad nu, stämmer på öret"),
        (1, "omräknad till \N{MINUS SIGN}880,00 kr: skiljer sig"),
    ],
)
def test_a_credit_is_as_likely_to_be_drawn_as_a_charge_of_its_size_and_recomputed(  # noqa: PLR0913, PLR0917
    journal,  # noqa: ARG001 - which the page reads
    tmp_path,
    monkeypatch,
    shown,
    package,
    units,
    verdict,
):
    """440 kr paid back for July lie on August's bill: with August drawn whole it is among it."""
    build = tiny_build(tmp_path / "build.duckdb")
    with duckdb.connect(build) as connection:
        connection.execute(CREDIT.format(units=units))
    publish(build, tmp_path / "home")
    monkeypatch.setenv("NYTTJA_HOME", str(tmp_path / "home"))
    query = "?first=2008-08&last=2008-08&count=200&seed=x&service=WS-ADM"

    whole = shown("auditor", SAMPLE, query)
    page = shown("auditor", SAMPLE, f"{query}&open=L0credit00000")
    drawn = package(query)

    assert "på 2 rader</" in whole
    # 1 320 kr charged and 440 kr paid back are 1 760 kr to draw from: a point every 8,80 kr.
    assert "en punkt var 8,80 kr" in whole
    assert "\N{MINUS SIGN}440,00" in page
    evidence = [name for name in drawn if "L0credit00000" in name]
    assert evidence, sorted(drawn)
    assert "Rättelse av juli 2008" in page
    assert verdict in page
