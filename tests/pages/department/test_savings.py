"""The savings: objects nobody uses, kronor, and the last day to act."""

SAVINGS = "/department/savings"


def test_the_title_says_how_much_and_on_what(shown):
    page = shown("department-SDI", SAVINGS)

    assert "SDF Fosie kan spara 6 660 kr per år" in page
    assert "ett konto för någon som slutat" in page
    assert "Lämna tillbaka senast 30 september 2008." in page


def test_every_object_stands_with_its_source_row(shown):
    page = shown("department-SDI", SAVINGS)

    assert "SDI-PC-0002" in page
    assert "sccm_datorer_2008-08-31.csv 3" in page
    assert "1 760,00" in page  # left of the year: four months of 440,00


def test_a_month_without_anything_unused_says_so(shown):
    page = shown("department-SDI", SAVINGS, "?period=2008-07")

    assert "SDF Fosie betalade inte för något oanvänt i juli 2008" in page


def test_a_head_sees_nothing_of_others(shown):
    assert "utf0002" not in shown("department-SDI", SAVINGS)
