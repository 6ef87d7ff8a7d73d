"""The overview: month, year, services, cost centres and what to look into."""

OVERVIEW = "/department/overview"


def test_the_year_so_far_is_the_answer(shown):
    page = shown("department-SDI", OVERVIEW)

    assert "SDF Fosie har betalat 49 042 kr till och med augusti 2008" in page  # 242251 + 248171


def test_the_month_leads_on_to_the_bill(shown):
    page = shown("department-SDI", OVERVIEW, "?period=2008-07")

    assert "24 225,00" in page
    assert "/department/bill?period=2008-07" in page


def test_the_numbers_of_the_charts_stand_in_a_table(shown):
    page = shown("department-SDI", OVERVIEW)

    assert "Siffrorna som tabell" in page
    for amount in ("880,00", "1 320,00", "345,00", "460,00"):
        assert amount in page


def test_what_is_new_is_told_by_name(shown):
    page = shown("department-SDI", OVERVIEW)

    assert "Nytt: Användarkonto extern (konsult, entreprenör)." in page
    assert "Nytt: Grundskola Hermodsdal." in page


def test_an_unsigned_agreement_is_told_with_its_kronor(shown):
    page = shown("department-UTF", OVERVIEW)

    assert "AV-2008-003 Elit: inte undertecknat" in page
    assert "533 333,33 kr på 1 rad." in page


def test_a_head_of_department_sees_nothing_of_others(shown):
    page = shown("department-SDI", OVERVIEW)

    assert "Gymnasieskola" not in page
    assert "Elit" not in page
