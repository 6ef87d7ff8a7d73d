"""E: letters and bytes. A case's outcome stands in cases.csv under the id in its test's name."""

import pytest

from tests.etl.bad_input.conftest import FORBRUG, HEADING, MAY, of, usage

TOWN = "Malmö högskola"


def labelled(text: str) -> str:
    return usage(of().replace("text", text))


def label(shop) -> str:
    return shop.kept("label")[0][0]


def test_e01_a_byte_order_mark_is_no_part_of_the_first_heading(shop, case):
    case(shop.usage(labelled(TOWN), encoding="utf-8-sig"))

    assert shop.kept() == [("SDI", "PC-STD", 100, TOWN)]


def test_e02_a_mark_in_the_middle_begins_a_repeated_heading(shop, case):
    first, second = usage(of("1")), usage(of("2", period="2007-04"))

    delivery = shop.usage(f"{first}\ufeff{second}", encoding="utf-8-sig")

    case(delivery)
    assert shop.rules() == [(3, "S28")]
    assert shop.kept("quantity, source_line") == [(100, 2), (200, 4)]
    assert "repeated on line 3" in delivery.reason_en


def test_e03_windows_text_is_read_as_such_and_told(shop, case):
    delivery = shop.usage(labelled(TOWN), encoding="cp1252")

    case(delivery)
    assert label(shop) == TOWN
    assert "read as Windows-1252" in delivery.batch.note_en
    assert "although the source says utf-8" in delivery.reason_en


def test_e03_so_it_is_where_the_source_says_windows(shop, case):
    shop.own_source("forbrug", FORBRUG.replace("encoding: utf-8", "encoding: cp1252"))

    delivery = shop.usage(labelled(TOWN), encoding="cp1252")

    case(delivery)
    assert label(shop) == TOWN
    assert delivery.batch.note_en == "read as Windows-1252"
    assert delivery.reason_en == ""


def test_utf8_where_the_source_says_windows_is_read_as_utf8(shop):
    shop.own_source("forbrug", FORBRUG.replace("encoding: utf-8", "encoding: cp1252"))

    delivery = shop.usage(labelled(TOWN))

    assert label(shop) == TOWN
    assert delivery.notes == ("E16",)


def test_e04_windows_quotes_and_euro_are_no_control_characters(shop, case):
    case(shop.usage(labelled("”Ungdom” – 5 €"), encoding="cp1252"))

    assert label(shop) == "”Ungdom” – 5 €"


def test_e05_a_file_in_two_encodings_is_never_guessed_line_by_line(shop, case):
    content = f"{HEADING}\n{of().replace('text', TOWN)}\n".encode()

    delivery = shop.usage(content + of("2", service="0042").replace("text", TOWN).encode("cp1252"))

    case(delivery)
    assert delivery.reason_en == "line 3: byte 0xF6 is not utf-8, while line 2 is"


def test_e06_text_encoded_twice_is_kept_as_it_stands(shop, case):
    delivery = shop.usage(labelled("MalmÃ¶"))

    case(delivery)
    assert label(shop) == "MalmÃ¶"
    assert "looks double-encoded" in delivery.reason_en


def test_e07_excels_unicode_text_is_known_by_its_mark(shop, case):
    case(shop.usage(b"\xff\xfe" + labelled(TOWN).encode("utf-16-le")))

    assert label(shop) == TOWN


def test_e08_utf16_without_its_mark_is_refused(shop, case):
    delivery = shop.usage(labelled(TOWN), encoding="utf-16-le")

    case(delivery)
    assert "not a text file in a known encoding" in delivery.reason_en


def test_e09_a_nul_does_not_cut_a_field(shop, case):
    case(shop.usage(usage(of("1", service="PC\0STD"), of("2"))))

    assert shop.rules() == [(2, "E09")]


def test_e10_a_decomposed_id_is_the_composed_one(shop, case):
    shop.registers()

    case(shop.usage(usage(of(service="A\u030aR-1").replace("text", "Malmo\u0308"))))

    assert shop.kept("service_id, label") == [("ÅR-1", "Malmö")]


@pytest.mark.parametrize("written", ["\u200b0042", "0042\u00a0", "\u00a00042", "0042\u200b"])
def test_e11_what_cannot_be_seen_round_an_id_is_taken_off_and_told_once(shop, case, written):
    shop.registers()

    delivery = shop.usage(usage(of(service=written), of(service=written, period="2007-04")))

    case(delivery)
    assert shop.kept("service_id") == [("0042",), ("0042",)]
    assert delivery.notes == ("E11",)


@pytest.mark.parametrize(
    ("written", "codes"), [("PC-STDА", "U+0410"), ("PС-STD", "U+0421"), ("PС-SТD", "U+0421 U+0422")]
)
def test_e12_letters_of_another_alphabet_are_told_by_their_code_points(shop, case, written, codes):
    shop.registers()

    case(shop.usage(usage(of(service=written), of())))

    ((line, rule, sv, en),) = shop.rows(
        "select line, rule, reason_sv, reason_en from staging.rejects"
    )
    assert (line, rule) == (2, "E12")
    assert sv.endswith(codes)
    assert en.endswith(codes)


def test_e13_marks_that_turn_the_writing_are_told_and_kept_as_their_code(shop, case):
    delivery = shop.usage(labelled("a\u202eb\u2066å"))

    case(delivery)
    assert label(shop) == "a\\u202eb\\u2066å"
    assert "direction of writing" in delivery.reason_en


def test_e13_a_heading_with_such_a_mark_is_shown_as_its_code(shop):
    heading, row = f"{HEADING};x\u202ey", f"{of()};1"

    delivery = shop.usage(usage(row, heading=heading))

    assert "x\\u202ey" in delivery.reason_en
    assert "\u202e" not in delivery.reason_en + delivery.reason_sv


def test_e14_text_damaged_before_it_came_is_told(shop, case):
    delivery = shop.usage(labelled("Malm\ufffd"))

    case(delivery)
    assert "already damaged in the source" in delivery.reason_en


def test_e15_a_field_of_ten_million_characters_is_one_rejected_row(shop, case):
    case(shop.usage(usage(of().replace("text", "x" * 10_000_000), of("2"))))

    assert shop.rules() == [(2, "E15")]
    assert shop.kept("quantity, source_line") == [(200, 3)]


def test_a_mark_of_windows_and_one_of_utf8_in_the_name_of_the_month_alone_is_no_guess(shop):
    """A file without a letter beyond ASCII is what the source says, and nothing is told."""
    assert shop.usage(labelled("text"), MAY).notes == ()
