"""Bad input and the one right outcome of each, case by case with the smallest file that shows it.

A case is a file of one source; its outcome is the rejected lines with their rules (ROW), the
rule the whole file is refused by (FILE), or the rows that come through (OK).
"""

import gzip
import os

import pytest

from etl import workbench

LEDGER = "Period;Vernr;Datum;Konto;Kontotext;Ansvar;Verksamhet;Projekt;Motpart;Belopp;Text"
RATES = "PersonId;AnstNr;OrgKod;SyssGrad;From;Tom"
PUPILS = "ElevId;Skola;SkolEnhetskod;Huvudman;Stadsdel;InskrivenFrom;InskrivenTom;Skyddad"
UNITS = "OrgKod;OrgNamn;ÖverordnadKod;Ansvar;GiltigFrom;GiltigTom"
SCOPES = "scope,service_id,basis"
PRICES = "price_list_id,service_id,price_ore,price_e4,unit,valid_from,valid_until,ended_by,basis"
GOOD = "200808;A 1;2008-08-31;7591;;40730;4070;;111;11 485,00;"


def ledger(*rows: str) -> str:
    return "\n".join([LEDGER, *rows, ""])


def amount(text: str) -> str:
    return ledger(f"200808;A 1;2008-08-31;7591;;40730;4070;;111;{text};")


def rate(text: str) -> str:
    return f"{RATES}\nP000000001;1;4711;{text};2008-01-01;\n"


def since(text: str) -> str:
    return f"{RATES}\nP000000001;1;4711;75,00;{text};\n"


def pupil(start: str, end: str) -> str:
    return f"{PUPILS}\nE1;Skolan;S1;Malmö;;{start};{end};N\n"


def units(*rows: str) -> str:
    return "\n".join([UNITS, *rows, ""])


def scopes(*rows: str) -> str:
    return "\n".join([SCOPES, *rows, ""])


def price(text: str, start: str = "2007-01-01", end: str = "2008-01-01") -> str:
    return f"{PRICES}\nPL1,WS-ADM,{text},,öre/år,{start},{end},,x\n"


NAMES = {
    LEDGER: "huvudbok_it_2008-08.csv",
    RATES: "hr_anstallningar_2008-08.csv",
    PUPILS: "elevregister_2008-10-15.csv",
    UNITS: "hr_organisation_2008-07-01.txt",
    SCOPES: "agreement_scopes.csv",
    PRICES: "prices.csv",
}


def name_of(content: str) -> str:
    """The file name of the source whose heading the content has."""
    return next((name for heading, name in NAMES.items() if heading in content), NAMES[LEDGER])


def encoding_of(content: str) -> str:
    return "utf-8" if name_of(content) in {"agreement_scopes.csv", "prices.csv"} else "cp1252"


REJECTED_ROWS = {
    "E09 NUL inside a field": (ledger(GOOD, GOOD.replace("A 1", "A\x001")), [(3, "E09")]),
    "E12 a letter that looks like a digit": (
        ledger(GOOD.replace("40730", "4073О")),
        [(2, "E12")],
    ),
    "E15 a field of more than 10 000 characters": (ledger(GOOD + "x" * 10_001), [(2, "E15")]),
    "S08 too many fields": (ledger(GOOD + ";extra", GOOD), [(2, "S08")]),
    "S09 too few fields": (ledger("200808;A 1", GOOD), [(2, "S09")]),
    "S10 a cut last line": (ledger(GOOD) + "200808;A 2;2008-0", [(3, "S09")]),
    "S15 another delimiter in the body": (ledger(GOOD.replace(";", "\t")), [(2, "S09")]),
    "S16 text after a closing quote": (ledger(GOOD + '"a"b', GOOD), [(2, "S16")]),
    "S18 a total row": (ledger(GOOD, "Summa;;;;;;;;;11 485,00;"), [(3, "S18")]),
    "S28 a repeated heading": (ledger(GOOD, LEDGER, GOOD), [(3, "S28")]),
    "N03 three decimals may be thousands": (amount("1,234"), [(2, "N03")]),
    "N03 so may a point": (amount("1.234"), [(2, "N03")]),
    "N04 misplaced thousands": (amount("12 34,5"), [(2, "N04")]),
    "N05 a dash for a minus": (amount("–5"), [(2, "N05")]),
    "N05 a minus behind": (amount("5-"), [(2, "N05")]),
    "N05 brackets for a minus": (amount("(5)"), [(2, "N05")]),
    "N06 a negative quantity": (rate("-5,00"), [(2, "N06")]),
    "N07 a negative price": (price("-100"), [(2, "N06")]),
    "N08 an underscore": (amount("1_000"), [(2, "N08")]),
    "N09 an exponent": (amount("1e3"), [(2, "N09")]),
    "N09 not a number at all": (amount("NaN"), [(2, "N09")]),
    "N09 infinity": (amount("Infinity"), [(2, "N09")]),
    "N09 hexadecimal": (amount("0x10"), [(2, "N09")]),
    "N10 other digits than 0-9": (price("1٣"), [(2, "N10")]),
    "N11 parts of an öre": (amount("0,125"), [(2, "N11")]),
    "N12 a float's digits": (amount("0.30000000000000004"), [(2, "N12")]),
    "N13 a number too large": (amount("99999999999999,99"), [(2, "N13")]),
    "N13 a rate above 200 per cent": (rate("200,01"), [(2, "N13")]),
    "N14 another currency": (amount("12 EUR"), [(2, "N14")]),
    "N15 a percentage": (rate("12%"), [(2, "N15")]),
    "N16 a part of a whole number": (price("1.5"), [(2, "N16")]),
    "N18 an id Excel made a number": (
        ledger(GOOD.replace("40730", "4,073E+04")),
        [(2, "N18")],
    ),
    "N20 an empty quantity": (rate(""), [(2, "N20")]),
    "D01 year 207": (since("0207-01-01"), [(2, "D01")]),
    "D01 year 20007": (since("20007-01-01"), [(2, "D01")]),
    "D02 no leap day in 2007": (since("2007-02-29"), [(2, "D02")]),
    "D03 a form nobody declared": (since("1/5 2007"), [(2, "D03")]),
    "D03 dots": (since("01.05.2007"), [(2, "D03")]),
    "D03 only ISO where nothing is declared": (price("1", "03/04/2007"), [(2, "D03")]),
    "D04 Excel's day number": (since("39203"), [(2, "D04")]),
    "D05 a period with a dash": (ledger(GOOD.replace("200808", "2008-08")), [(2, "D05")]),
    "D05 a period in words": (ledger(GOOD.replace("200808", "aug 2008")), [(2, "D05")]),
    "D05 month 13": (ledger(GOOD.replace("200808", "200813")), [(2, "D05")]),
    "D06 a period in the future": (ledger(GOOD.replace("200808", "202808")), [(2, "D06")]),
    "D09 a date with a time": (since("2007-05-01 12:00"), [(2, "D09")]),
    "D10 an end before the start": (pupil("2008-08-20", "2008-08-18"), [(2, "D10")]),
    "K01 the same row again": (scopes("Plattform,WS-ADM,x", "Plattform,WS-ADM,x"), [(3, "K01")]),
    "K02 the same key, other content": (
        scopes("Plattform,WS-ADM,x", "Plattform,WS-ADM,y"),
        [(2, "K02"), (3, "K02")],
    ),
    "V02 a value nobody knows": (pupil("2008-08-20", "").replace(";N\n", ";?\n"), [(2, "V02")]),
}


@pytest.mark.parametrize("case", REJECTED_ROWS)
def test_a_bad_row_is_rejected_and_the_others_come_through(town, case):
    content, expected = REJECTED_ROWS[case]

    delivery = town.deliver(name_of(content), content, "utf-8-sig")

    assert delivery.outcome == "loaded", delivery.reason_en
    assert [(line, rule) for line, _, rule, _ in town.rejects()] == expected
    assert delivery.batch.rows_in == delivery.batch.rows_accepted + len(expected)


REFUSED_FILES = {
    "E05 two encodings in one file": (
        "prices.csv",
        price("1").encode() + "ö".encode("cp1252") + b"\n",
        "E05",
    ),
    "E08 UTF-16 without its mark": (NAMES[LEDGER], ledger(GOOD).encode("utf-16-le"), "E08"),
    "S01 empty": (NAMES[LEDGER], b"", "S01"),
    "S03 no heading": (NAMES[LEDGER], GOOD.encode(), "S03"),
    "S06 a column missing": (
        NAMES[LEDGER],
        ledger(GOOD).replace("Belopp", "Summa").encode(),
        "S06",
    ),
    "S07 a column twice": (NAMES[LEDGER], ledger().replace("Text", "Belopp").encode(), "S07"),
    "S11 a quote never closed": (NAMES[LEDGER], ledger(GOOD + '"a', GOOD).encode(), "S11"),
    "S20 gzip": (NAMES[LEDGER], gzip.compress(ledger(GOOD).encode()), "S20"),
    "S20 a workbook": (NAMES[LEDGER], b"PK\x03\x04 and so on", "S20"),
    "S20 PDF": (NAMES[LEDGER], b"%PDF-1.7\n", "S20"),
    "S21 a sign-in page": (NAMES[LEDGER], b"<!DOCTYPE html><html><body>", "S21"),
    "S26 a formula as name": ("=cmd.csv", ledger(GOOD).encode(), "S26"),
    "S26 a line break in the name": ("huvudbok_it_2008-08\n.csv", ledger(GOOD).encode(), "S26"),
    "S26 a very long name": ("h" * 250, ledger(GOOD).encode(), "S26"),
    "D11 periods that overlap": (
        NAMES[UNITS],
        units("1;A;;;20080101;20080630", "1;B;;;20080630;99991231").encode("cp1252"),
        "D11",
    ),
    "D16 a day that does not exist": (
        "elevregister_2008-02-30.csv",
        pupil("2008-08-20", "").encode("cp1252"),
        "D16",
    ),
    "K07 the organisation in a circle": (
        NAMES[UNITS],
        units("1;A;2;;20080101;", "2;B;1;;20080101;").encode("cp1252"),
        "K07",
    ),
    "R01 nobody's file": ("semester.csv", b"a;b\n1;2\n", "R01"),
}


@pytest.mark.parametrize("case", REFUSED_FILES)
def test_a_bad_file_is_refused_whole_with_its_reason_in_two_languages(town, case):
    name, content, rule = REFUSED_FILES[case]

    delivery = town.deliver(name, content)

    assert (delivery.outcome, delivery.rule) == ("refused", rule)
    assert delivery.reason_sv
    assert delivery.reason_en
    assert town.rows("select count(*) from staging.files") == [(0,)]


ACCEPTED_FILES = {
    "E01 UTF-8 with its mark": ledger(GOOD).encode("utf-8-sig"),
    "E07 UTF-16 with its mark": ledger(GOOD).encode("utf-16"),
    "S04 another order and case of headings": (
        b"belopp;Vernr;DATUM;Konto; Period ;Kontotext;Ansvar;Verksamhet;Projekt;Motpart;Text\n"
        b"11 485,00;A 1;2008-08-31;7591;200808;;40730;4070;;111;\n"
    ),
    "S05 one column more": (ledger().strip() + ";Ny\n" + GOOD + ";x\n").encode(),
    "S12 every kind of line end": f"{LEDGER}\r\n\r{GOOD}\r\n\n".encode(),
    "S14 a comma file": ledger(GOOD.replace(",", ".")).replace(";", ",").encode(),
    "S16 Excel's sep= line": ("sep=;\n" + ledger(GOOD)).encode(),
    "S17 comments and blank lines": ("# ny export\n\n" + ledger("# aug", "", GOOD)).encode(),
    "S19 the mark old systems end with": (ledger(GOOD) + "\x1a").encode(),
    "N01 decimal comma, no thousands": amount("11485,0").encode(),
    "N02 U+00A0 between thousands": amount("11\u00a0485,00").encode("cp1252"),
    "N02 U+202F between thousands": amount("11\u202f485,00").encode("utf-8-sig"),
    "N14 kronor written out": amount("11 485,00 kr").encode(),
    "E11 invisible characters round a value": amount("\u200b11 485,00\u00a0").encode("utf-8-sig"),
}


@pytest.mark.parametrize("case", ACCEPTED_FILES)
def test_what_can_be_read_comes_through(town, case):
    delivery = town.deliver("huvudbok_it_2008-08.csv", ACCEPTED_FILES[case])

    assert delivery.outcome == "loaded", delivery.reason_en
    found = town.rows("select period::varchar, voucher, amount_ore from staging.ledger_rows")
    assert found == [("2008-08-01", "A 1", 11_485_00)]
    assert delivery.batch.control_sum_ore == 11_485_00


def test_line_numbers_are_those_of_the_file_also_after_a_line_break_in_a_field(town):
    """S13: lines 2 and 3 are one row, so the bad row stands on line 4."""
    content = ledger('200808;"A\n1";2008-08-31;7591;;40730;4070;;111;1,00;', "200808;A 2")

    town.deliver("huvudbok_it_2008-08.csv", content)

    assert town.rows("select voucher, source_line from staging.ledger_rows") == [("A\n1", 2)]
    assert town.rejects() == [(4, None, "S09", None)]


def test_a_real_minus_sign_is_a_minus(town):
    """N05: U+2212."""
    town.deliver("huvudbok_it_2008-08.csv", amount("−5").encode("utf-8-sig"))

    assert town.rows("select amount_ore from staging.ledger_rows") == [(-500,)]


def test_an_id_that_says_na_is_an_id(town):
    """N19: never a missing value."""
    rows = [f"{code};Enhet;;;20080101;" for code in ("NA", "NULL", "nan", "true", "0042")]

    town.deliver("hr_organisation_2008-07-01.txt", units(*rows))

    found = {code for (code,) in town.rows("select org_code from staging.organisation_units")}
    assert found == {"NA", "NULL", "nan", "true", "0042"}


def test_a_decomposed_name_is_the_composed_one(town):
    """E10: a + U+030A is å."""
    content = pupil("2008-08-20", "").replace("Skolan", "Oxa\u030angen")

    town.deliver("elevregister_2008-10-15.csv", content.encode("utf-8-sig"))

    assert town.rows("select school_name from staging.pupils") == [("Oxången",)]


def test_windows_quotes_and_dashes_are_kept(town):
    """E04: bytes 0x80-0x9F are letters and signs, not control characters."""
    content = pupil("2008-08-20", "").replace("Skolan", "”Skolan” – €")

    town.deliver("elevregister_2008-10-15.csv", content)

    assert town.rows("select school_name from staging.pupils") == [("”Skolan” – €",)]


@pytest.mark.parametrize("end", ["", "9999-12-31", "99991231", "tills vidare"])
def test_every_spelling_of_open_ended_is_one(town, end):
    """D14, D22."""
    town.deliver("elevregister_2008-10-15.csv", pupil("2008-08-20", end))

    assert town.rows("select enrolled_until::varchar from staging.pupils") == [("9999-12-31",)]


def test_a_last_day_becomes_the_first_day_after(town):
    """D02: the leap day of 2008 exists."""
    town.deliver("elevregister_2008-10-15.csv", pupil("2008-02-01", "2008-02-29"))

    assert town.rows("select enrolled_until::varchar from staging.pupils") == [("2008-03-01",)]


@pytest.mark.parametrize(
    "text", ["=cmd|' /C calc'!A0", "{{7*7}} %s {0}", "' or 1=1 --", "<script>"]
)
def test_text_is_text_whatever_it_says(town, text):
    """X01-X05: stored as it stands; showing and exporting it is another's task."""
    town.deliver("elevregister_2008-10-15.csv", pupil("2008-08-20", "").replace("Skolan", text))

    assert town.rows("select school_name from staging.pupils") == [(text,)]


NOTES = {
    "E06": (pupil("2008-08-20", "").replace("Skolan", "Ã–rtagården"), "double-encoded"),
    "S02": (f"{PUPILS}\n", "no rows"),
    "S05": (f"{PUPILS};Ny\nE1;Skolan;S1;Malmö;;2008-08-20;;N;\n", "Ny"),
    "S10": (pupil("2008-08-20", "").rstrip("\n"), "no line end"),
}


@pytest.mark.parametrize("rule", NOTES)
def test_what_a_person_should_know_is_noted(town, rule):
    content, words = NOTES[rule]

    delivery = town.deliver("elevregister_2008-10-15.csv", content)

    assert delivery.outcome == "loaded"
    assert words in delivery.reason_en


def test_the_reason_speaks_of_the_line_the_byte_and_the_columns(town):
    delivery = town.deliver("prices.csv", price("1").encode() + "ö".encode("cp1252") + b"\n")

    assert delivery.reason_en == "line 3: byte 0xF6 is not utf-8, while line 2 is"


def test_excels_day_number_is_told_as_the_day_it_may_mean(town):
    town.deliver("hr_anstallningar_2008-08.csv", since("39203"))

    found = town.rows("select column_name, value, reason_sv, reason_en from staging.rejects")
    day = "(2007-05-01)"
    assert found == [("From", "39203", f"Excels datumnummer {day}", f"Excel's day number {day}")]


def test_only_regular_files_are_read(town):
    """S25: a folder in the inbox, a pipe, a link to another file."""
    link = town.inbox / "prices.csv"
    link.symlink_to("/etc/hostname")
    os.mkfifo(town.inbox / "services.csv")

    assert town.load(link).rule == "S25"
    assert town.load(town.inbox / "services.csv").rule == "S25"


def test_a_file_larger_than_the_limit_is_not_read(town):
    (town.home / "settings.yaml").write_text("largest_file_bytes: 10\n")

    delivery = town.deliver("prices.csv", price("1"), "utf-8")

    assert delivery.rule == "S27"
    assert "10 bytes" in delivery.reason_en


def test_a_file_that_changes_while_it_is_read_is_refused(town, monkeypatch):
    """S24: somebody is still writing it."""
    read = workbench.read

    def read_while_written(connection, seen, *rest):
        structure = read(connection, seen, *rest)
        with seen.path.open("a") as stream:
            stream.write("x")
        return structure

    monkeypatch.setattr(workbench, "read", read_while_written)

    assert town.deliver("prices.csv", price("1"), "utf-8").rule == "S24"


def test_a_file_that_had_rows_before_may_not_be_empty(town):
    """S02."""
    town.deliver("elevregister_2008-02-15.csv", pupil("2007-08-20", ""))

    delivery = town.deliver("elevregister_2008-10-15.csv", f"{PUPILS}\n")

    assert (delivery.outcome, delivery.rule) == ("refused", "S29")
