"""What each key figure means and where it comes from."""

PAGE = "/reference/kpis"


def test_every_key_figure_is_listed_with_how_it_is_told(shown):
    page = shown("board", PAGE)

    assert "4 nyckeltal, 2 av dem uträknade ur stadens egna filer" in page
    assert "mäts inte än" in page


def test_one_opens_to_its_definition_and_its_way(shown):
    page = shown("board", PAGE, "?open=cost_per_employee")

    assert "Avgifter delade med anställda." in page
    assert "marts.department_bills" in page
    assert "staging.workstations" in page
    assert "kpis.cost_per_employee" in page


def test_a_reported_one_says_its_definition_in_the_words_of_the_plan(shown):
    page = shown("board", PAGE, "?open=K07", language="en")

    assert '<span lang="sv">anslutna system/A+B-system</span>' in page


def test_a_department_head_sees_definitions_and_not_the_citys_figures(shown):
    page = shown("department-SDI", PAGE, "?open=K07")

    assert "anslutna system/A+B-system" in page
    assert "10,0 %" not in page
