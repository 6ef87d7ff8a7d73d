"""The bar over a page: pickers of this reader's choices, native and labelled."""

import re

import pytest

from dashboard.address import Address
from dashboard.components.page_bar import Export, page_bar
from dashboard.view import view_of
from dashboard.web.markup import markup


@pytest.fixture
def bar(as_reader):
    def draw(reader, parameters=None, **settings):
        as_reader(reader)
        return str(markup(page_bar(view_of(Address("/x", parameters or {})), **settings)))

    return draw


def test_a_head_is_offered_the_own_department_only(bar):
    drawn = bar("department-SDI")

    assert '<option value="SDI" selected>SDF Fosie</option>' in drawn
    assert "Utbildningsförvaltningen" not in drawn


def test_the_city_can_be_chosen_where_a_page_shows_it(bar):
    assert '<option value="all" selected>Hela staden</option>' in bar("board", whole_city=True)
    assert "Hela staden" not in bar("board")


def test_months_come_newest_first_and_the_address_chooses(bar):
    drawn = bar("board", {"period": "2008-07"})

    assert drawn.index("2008-08") < drawn.index("2008-07")
    assert '<option value="2008-07" selected>' in drawn


def test_every_picker_has_its_label(bar):
    drawn = bar("board")

    assert (
        '<label class="picker" for="pick-period"><span>Period</span><select id="pick-period"'
        in drawn
    )


def test_reset_takes_the_filter_away(bar):
    reset = re.search(r"<a[^>]*reset[^>]*>", bar("board", {"period": "2008-07"}))[0]

    assert 'href="/x"' in reset


def test_ways_out_are_named(bar):
    drawn = bar("board", exports=[Export("Excel", "/export/x.xlsx?period=2008-07")])

    assert 'href="/export/x.xlsx?period=2008-07"' in drawn
    assert 'aria-label="Hämta som Excel"' in drawn
    assert "Skriv ut" in drawn
