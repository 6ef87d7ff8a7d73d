"""Beside what a row became stands what it was: the texts of its file, without personal columns."""

import pytest

from chargeback import delivered
from etl.batches import delivered_path

EMPLOYMENTS = """\
PersonId;AnstNr;Efternamn;Förnamn;OrgKod;Befattning;AnstForm;SyssGrad;From;Tom;Chef
000104233;1;Ek;Anna;4711;Barnskötare;Tillsvidare; 75,00;11/08/2003;;P000088001
000104234;1;Alm;Bo;4711;Barnskötare;Tillsvidare;hundra;2003-08-11;;P000088001
000104235;1;Ny;Eva;4420;Rektor;Tillsvidare;100,00;2008-01-01;99991231;P000088002
"""
FIRST = [
    ("PersonId", "000104233"), ("AnstNr", "1"), ("OrgKod", "4711"), ("SyssGrad", " 75,00"),
    ("From", "11/08/2003"), ("Tom", ""),
]  # fmt: skip


@pytest.fixture
def batch(town):
    """One row is rejected: it is no number that somebody is employed a hundred."""
    return town.deliver("hr_anstallningar_2008-03.csv", EMPLOYMENTS).batch


def texts(town, batch, *lines):
    return delivered.texts(town.home, batch.entity, batch.key, lines)


def test_a_row_is_kept_as_delivered_under_its_files_own_headings(town, batch):
    found = texts(town, batch, 2, 4)

    assert found[2] == FIRST
    assert dict(found[4])["Tom"] == "99991231"
    assert set(found) == {2, 4}


def test_personal_columns_are_not_kept(town, batch):
    kept = delivered_path(town.home, batch).read_bytes()
    words = ("Efternamn", "Förnamn", "Befattning", "Chef", "Ek", "Anna", "Rektor", "P000088002")

    assert not [word for word in words if word.encode() in kept]
    assert not set(words) & set(batch.headings)


def test_of_a_file_an_earlier_version_took_in_nothing_is_kept(town, batch):
    delivered_path(town.home, batch).unlink()

    assert texts(town, batch, 2) == {}
