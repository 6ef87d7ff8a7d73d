"""SIE files read back: ours and others', whole or refused by line."""

import datetime
from pathlib import Path

import duckdb
import pytest

from chargeback import booking
from etl.readers import sie
from etl.readers.sie import SieError
from tests.worlds import tiny_build

FOREIGN = Path(__file__).with_name("it_debitering_2008-08.si")
JULY = datetime.date(2008, 7, 1)


def changed(tmp_path, *pairs):
    content = FOREIGN.read_bytes()
    for old, new in pairs:
        assert old in content
        content = content.replace(old, new)
    path = tmp_path / "changed.si"
    path.write_bytes(content)
    return path


def test_a_foreign_file_is_read_in_its_own_encoding():
    found = sie.read(FOREIGN)

    assert (found.organisation, found.kind, found.has_sum) == ("Malmö stad", "4", True)
    assert found.accounts["7591"] == "Interna arbetsplatstjänster"
    assert found.objects["1", "40730"] == "Förskola Hermodsdal"
    (voucher,) = found.vouchers
    paid, income = voucher.rows
    assert (paid.account, paid.amount_ore) == ("7591", 1148500)
    assert paid.objects == {"1": "40730", "20": "4070", "21": "111"}
    assert income.text == 'SDF Fosie "aug"'


def test_what_we_write_is_read_back_as_it_was(tmp_path):
    with duckdb.connect(tiny_build(tmp_path / "tiny.duckdb")) as connection:
        july = booking.month(connection, JULY)
    path = tmp_path / "july.si"
    path.write_bytes(booking.sie_file(july, JULY))

    found = sie.read(path)

    assert found.has_sum
    assert [(v.number, [r.amount_ore for r in v.rows]) for v in found.vouchers] == [
        (v.number, [e.amount_ore for e in (*v.paid, *v.income)]) for v in july.vouchers
    ]
    assert found.accounts["3691"] == "Intern försäljning IT"


@pytest.mark.parametrize(
    ("pairs", "why"),
    [
        ([(b" 11485.00 ", b" 11845.00 ")], "the control sum is"),
        ([(b"#KSUMMA 3568896695\r\n", b"")], "twice, found it 1 times"),
        ([(b"#KSUMMA 3568896695\r\n", b"#KSUMMA\r\n")], "the file says none"),
    ],
)
def test_a_changed_byte_is_found(tmp_path, pairs, why):
    with pytest.raises(SieError, match=why):
        sie.read(changed(tmp_path, *pairs))


WITHOUT_SUM = [(b"#KSUMMA 3568896695\r\n", b""), (b"#KSUMMA\r\n", b"")]


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ((b" 11485.00 ", b" 11845.00 "), r"line 21: voucher 200808 sums to 360.00, expected 0.00"),
        ((b" 11485.00 ", b" 11485,00 "), r"line 19: expected an amount, found '11485,00'"),
        ((b"}\r\n", b""), "has no end"),
        ((b' 20080831 "IT', b' 2008-08-31 "IT'), "expected a day as 20080831"),
        ((b"#VER", b"#VERX"), "#TRANS outside a voucher"),
    ],
)
def test_a_line_that_does_not_hold_is_refused_by_number(tmp_path, change, why):
    with pytest.raises(SieError, match=why):
        sie.read(changed(tmp_path, *WITHOUT_SUM, change))
