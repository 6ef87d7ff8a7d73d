"""The volumes: machines and accounts through time, their age, who came and left."""

VOLUMES = "/department/volumes"


def test_machines_and_accounts_are_the_answer(shown):
    page = shown("department-SDI", VOLUMES)

    assert "SDF Fosie har 3 datorer och 4 konton i augusti 2008" in page


def test_a_change_is_told_against_the_month_before(shown):
    page = shown("department-SDI", VOLUMES)

    assert "1 fler än i juli 2008." in page


def test_age_and_standard_are_shares_of_what_is_known(shown):
    page = shown("department-SDI", VOLUMES)

    assert "33 % av datorerna är fyra år eller äldre" in page
    assert "2 av 3 datorer." in page


def test_who_came_and_left_stands_month_by_month(shown):
    page = shown("department-SDI", VOLUMES)

    assert "2 kom och 0 försvann" in page


def test_a_head_sees_nothing_of_others(shown):
    assert "Gymnasieskola" not in shown("department-SDI", VOLUMES)
