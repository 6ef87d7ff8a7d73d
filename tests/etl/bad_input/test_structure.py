"""S: files, headings and rows. A case's outcome stands in cases.csv under its test's id."""

import gzip
import os
import re
import zipfile
from pathlib import Path

import pytest

from etl import workbench
from etl.batches import batches, logged
from etl.intake import Decided, load
from tests.etl.bad_input.conftest import FORBRUG, HEADING, MAY, of, usage
from tests.etl.conftest import NOON

APRIL = "2007-04"
JUNE_FILE = "forbrug_2007-06.csv"


def test_s01_no_bytes_are_no_file(shop, case):
    delivery = shop.usage(b"")

    case(delivery)
    assert delivery.reason_en == "empty file"


def test_s02_a_heading_alone_is_told(shop, case):
    delivery = shop.usage(usage())

    case(delivery)
    assert delivery.batch.rows_in == 0


def test_s02_no_rows_where_there_were_some_need_a_persons_word(shop):
    shop.usage(usage(of()))

    refused = shop.usage(usage(), JUNE_FILE)
    allowed = shop.usage(usage(), JUNE_FILE, Decided(allow_empty=True))

    assert (refused.outcome, refused.rule) == ("refused", "S29")
    assert "--allow-empty" in refused.reason_en
    assert allowed.outcome == "loaded"


def test_s03_without_a_heading_the_columns_are_named(shop, case):
    delivery = shop.usage(of() + "\n")

    case(delivery)
    assert "missing columns period, department" in delivery.reason_en


def test_s04_another_order_case_blank_or_word_in_the_heading_is_the_same_row(shop, case):
    case(
        shop.usage(
            usage("text;1;PC-STD;SDI;2007-05", heading=" LABEL ;Antal;tjänst;Department;Månad")
        )
    )

    assert shop.kept() == [("SDI", "PC-STD", 100, "text")]


def test_s05_an_unknown_column_is_named_and_not_read(shop, case):
    delivery = shop.usage(usage(f"{of()};hemligt", heading=f"{HEADING};ny"))

    case(delivery)
    assert delivery.reason_en == "unknown columns were not read: ny"
    assert not any(b"hemligt" in p.read_bytes() for p in shop.home.rglob("*") if p.is_file())


def test_s06_a_missing_column_is_named(shop, case):
    delivery = shop.usage(
        usage("2007-05;SDI;PC-STD;text", heading="period;department;service;label")
    )

    case(delivery)
    assert delivery.reason_en == "the heading lacks: quantity"


def test_s07_of_a_column_that_stands_twice_none_is_picked(shop, case):
    delivery = shop.usage(usage(f"{of()};2", heading=f"{HEADING};quantity"))

    case(delivery)
    assert delivery.rule == "S07"


def test_s08_a_row_with_a_field_too_many_moves_no_other(shop, case):
    case(shop.usage(usage(f"{of()};3", of("2"))))

    assert shop.rules() == [(2, "S08")]
    assert shop.kept("quantity, source_line") == [(200, 3)]


def test_s09_a_row_with_a_field_too_few_is_never_filled_up(shop, case):
    case(shop.usage(usage("2007-05;SDI;PC-STD;1", of("2"))))

    assert shop.rules() == [(2, "S09")]


def test_s10_a_last_line_that_was_cut_is_rejected_and_the_file_told(shop, case):
    delivery = shop.usage(usage(of()) + "2007-05;SDI;0042;12")

    case(delivery)
    assert shop.rules() == [(3, "S09")]
    assert "may be cut off" in delivery.reason_en


def test_s11_a_quote_that_never_closes_takes_no_rows_with_it(shop, case):
    delivery = shop.usage(usage('2007-05;SDI;PC-STD;1;"text', of("2")))

    case(delivery)
    assert delivery.reason_en == "the quote opened on line 2 is never closed"


def test_s12_every_kind_of_line_end_ends_a_line(shop, case):
    rows = [of("1", service=s) for s in ("A", "B", "C")]

    case(shop.usage(f"{HEADING}\r\n{rows[0]}\n{rows[1]}\r{rows[2]}\r\n"))

    assert shop.kept("service_id, source_line") == [("A", 2), ("B", 3), ("C", 4)]


def test_s13_a_line_break_in_a_quoted_field_is_one_row_and_lines_are_the_files(shop, case):
    case(shop.usage(usage('2007-05;SDI;PC-STD;1;"två\nrader"', of("2", service="B"))))

    assert shop.kept("label, source_line") == [("två\nrader", 2), ("text", 4)]


def test_s14_another_delimiter_is_found_in_the_heading(shop, case):
    case(shop.usage(usage("2007-05,SDI,PC-STD,1.5,text", heading=HEADING.replace(";", ","))))

    assert shop.kept("quantity") == [(150,)]


def test_s14_where_two_delimiters_fit_none_is_guessed(shop):
    both = f"{HEADING.replace(';', ',')},;{HEADING}"

    delivery = shop.usage(usage(of(), heading=both))

    assert (delivery.outcome, delivery.rule) == ("refused", "S14")


def test_s15_rows_with_another_delimiter_than_the_heading_are_rejected(shop, case):
    case(shop.usage(usage(of().replace(";", ","))))

    assert shop.rows("select line, reason_en from staging.rejects") == [
        (2, "too few fields: 1 / 5")
    ]


def test_s16_excels_line_about_the_delimiter_is_no_heading(shop, case):
    case(shop.usage("sep=;\n" + usage(of())))

    assert shop.kept("quantity, source_line") == [(100, 3)]


def test_s17_comments_and_blank_lines_are_no_rows_but_are_lines(shop, case):
    case(shop.usage(f"# ny export\n{HEADING}\n\n# maj\n{of()}\n"))

    assert shop.kept("quantity, source_line") == [(100, 5)]
    assert batches(shop.home)[0].rows_in == 1


def test_s18_a_total_row_is_no_usage(shop, case):
    delivery = shop.usage(usage(of("1"), of("2", service="B"), "Summa;;;3,00;"))

    case(delivery)
    assert shop.rules() == [(4, "S18")]
    assert delivery.notes == ()


def test_s18_a_total_row_that_does_not_agree_is_told(shop):
    delivery = shop.usage(usage(of("1"), of("2,5", service="B"), "Totalt;;;4,00;"))

    assert delivery.notes == ("S33",)
    assert "on line 4 says 4,00 in quantity but the rows make 3,50" in delivery.reason_en


def test_s19_the_mark_old_systems_end_with_is_no_row(shop, case):
    case(shop.usage(usage(of()) + "\x1a"))

    assert shop.kept("quantity") == [(100,)]


def zipped(folder: Path) -> bytes:
    path = folder / "x.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("x.csv", usage(of()))
    return path.read_bytes()


@pytest.mark.parametrize("kind", ["gzip", "zip", "pdf", "xls"])
def test_s20_bytes_of_another_kind_of_file_are_no_csv(shop, case, tmp_path, kind):
    contents = {
        "gzip": gzip.compress(usage(of()).encode()),
        "zip": zipped(tmp_path),
        "pdf": b"%PDF-1.7\n",
        "xls": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    }

    case(shop.usage(contents[kind]))


@pytest.mark.parametrize("page", ["<!DOCTYPE html><html>", "\n  <HTML><body>Logga in", "<head>"])
def test_s21_a_sign_in_page_is_no_csv(shop, case, page):
    delivery = shop.usage(page)

    case(delivery)
    assert delivery.reason_en == "HTML, not CSV"


def test_s22_the_same_file_again_does_nothing_and_names_the_first(shop, case):
    shop.usage(usage(of()))

    again = shop.usage(usage(of()), "forbrug_2007-05_ny.csv")

    case(again)
    assert again.outcome == "duplicate"
    assert again.reason_en == f"same content as {MAY}, loaded 2026-01-15 12:00"
    assert [entry.outcome for entry in logged(shop.home)] == ["duplicate"]
    assert shop.kept("quantity") == [(100,)]


def test_s23_another_content_for_a_month_stops_the_run(shop, case):
    shop.usage(usage(of("1")))

    other = shop.usage(usage(of("2")), "forbrug_2007-05_rattad.csv")

    case(other)
    assert other.rule == "S23"
    assert "load --replace" in other.reason_en
    assert shop.kept("quantity") == [(100,)]


def test_s24_a_file_that_changes_while_it_is_read_is_refused(shop, case, monkeypatch):
    looked = workbench.same_as_before

    def written_meanwhile(seen):
        seen.path.write_text(usage(of("3")))
        return looked(seen)

    monkeypatch.setattr(workbench, "same_as_before", written_meanwhile)

    case(shop.usage(usage(of())))


@pytest.mark.parametrize("kind", ["link", "pipe", "folder", "device"])
def test_s25_only_regular_files_are_read(shop, case, kind):
    path = shop.inbox / MAY
    other = shop.inbox.parent / "other.csv"
    other.write_text(usage(of()))
    if kind == "link":
        path.symlink_to(other)
    elif kind == "pipe":
        os.mkfifo(path)
    elif kind == "folder":
        path.mkdir()
        (path / MAY).write_text(usage(of()))
    else:
        path.symlink_to("/dev/zero")

    (delivery,) = load([shop.inbox], shop.home, now=lambda: NOON)

    case(delivery)
    assert delivery.rule == "S25"


def test_s25_a_link_to_a_folder_leads_nowhere(shop):
    elsewhere = shop.inbox.parent / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / MAY).write_text(usage(of()))
    (shop.inbox / "link").symlink_to(elsewhere)

    (delivery,) = load([shop.inbox], shop.home, now=lambda: NOON)

    assert delivery.rule == "S25"


@pytest.mark.parametrize(
    "name",
    ["=cmd.csv", "a\nb.csv", "a\rb.csv", "..csv", "-rf.csv", "h" * 250, "a;b.csv", "a'b.csv",
     b"\xff\xfe.csv", "a\u202eb.csv", "a\x1b[2J.csv"],
)  # fmt: skip
def test_s26_a_name_that_plays_tricks_is_refused_and_shown_as_one_line(shop, case, name):
    path = shop.inbox / os.fsdecode(name)
    path.write_text(usage(of()))

    (delivery,) = load([path], shop.home, now=lambda: NOON)

    case(delivery)
    assert delivery.rule == "S26"
    assert re.fullmatch(r"[ -~åäö]+", delivery.file_name)
    assert logged(shop.home)[0].file_name == delivery.file_name


def test_s26_swedish_letters_in_a_name_are_no_trick(shop):
    shop.own_source("forbrug", FORBRUG.replace("^forbrug_", "^förbrukning_"))

    assert shop.usage(usage(of()), "förbrukning_2007-05 (Malmö).csv").outcome == "loaded"


def test_s27_a_file_too_large_is_not_read_and_the_limit_is_told(shop, case):
    path = shop.inbox / MAY
    with path.open("wb") as stream:
        stream.truncate(10 * 1024**3)  # ten gibibytes of nothing, which take no room on the disk

    delivery = shop.load(path)

    case(delivery)
    assert delivery.sha256 == ""
    assert "10737418240 bytes, more than the limit of 4294967296 bytes" in delivery.reason_en


def test_s27_the_limit_is_the_citys(shop):
    (shop.home / "settings.yaml").write_text("largest_file_bytes: 80\n")

    within = shop.usage(usage(of()))
    above = shop.usage(usage(of(), of("2", service="B")), JUNE_FILE)

    assert (within.outcome, above.rule) == ("loaded", "S27")
