"""The budget: so far, the forecast, the areas and the cost centres."""

BUDGET = "/department/budget"


def test_the_year_so_far_and_its_end_are_the_answer(shown):
    page = shown("department-SDI", BUDGET)

    # Charged 49 042,10 of 196 000 to August; foreseen 73 563,15 of 294 000.
    assert "SDF Fosie ligger 75 % under budget till och med augusti 2008" in page
    assert "väntas betala 73 563 kr under året" in page


def test_a_revised_budget_tells_what_it_replaced(shown):
    page = shown("department-SDI", BUDGET)

    assert "294 000 kr" in page
    assert "fullmäktige antog 292 800 kr" in page


def test_the_forecast_tells_its_band_and_what_it_missed_by(shown):
    page = shown("department-SDI", BUDGET)

    assert "Mellan 72 239 kr och 74 887 kr." in page
    assert "1,8 % för mycket" in page


def test_a_first_year_says_that_nothing_has_been_learnt(shown):
    page = shown("department-SDI", BUDGET, "?period=2008-07")

    assert "Regeln har inget år bakom sig" in page


def test_every_area_and_cost_centre_is_told_in_words(shown):
    page = shown("department-SDI", BUDGET)

    assert "Nät, drift och övrigt" in page
    assert "138 000 kr mindre än budget" in page
    assert "Grundskola Lindängen" in page


def test_months_not_charged_yet_have_a_budget_and_no_bill(shown):
    page = shown("department-SDI", BUDGET, "?period=2008-07")

    assert "september 2008" in page
    assert "24 817,10" not in page
