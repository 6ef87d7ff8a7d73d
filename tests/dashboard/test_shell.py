"""The frame: places of this reader only, and one way a page is shown."""

import re

import dash
import pytest

from dashboard import shell, view
from dashboard.address import Address
from dashboard.web.markup import markup

ROLES = ["board", "strategist", "owner", "department", "controller", "auditor"]
WORD = {"X-CSRFToken": "word"}


def show(client, asked, path, search=""):
    answer = client.post("/_dash-update-component", json=asked(path, search), headers=WORD)
    assert answer.status_code == 200
    return answer.get_json()["response"]


@pytest.fixture
def pages(server):  # noqa: ARG001 - the server registers them
    return list(dash.page_registry.values())


def test_every_page_says_who_it_is_for_and_holds_no_data(pages):
    for page in pages:
        assert set(page["roles"]) <= set(ROLES), page["module"]
        assert page["layout"] is shell.waiting, page["module"]


@pytest.mark.parametrize(
    "reader", ["board", "strategist", "owner", "department-SDI", "controller", "auditor"]
)
def test_the_rail_holds_the_readers_places_only(as_reader, reader):
    as_reader(reader, "en")
    role = reader.split("-")[0]

    places = str(markup(shell.rail(shell.session.persona(), Address("/"))))

    for page in dash.page_registry.values():
        is_place = role in page["roles"] and not page.get("is_inside")
        assert (f'href="{page["path"]}"' in places) == is_place


def test_the_place_one_is_at_is_marked_and_links_keep_the_filter(as_reader):
    as_reader("department-SDI")
    here = Address("/department/bill", {"period": "2008-07", "open": "40715"})

    places = str(markup(shell.rail(shell.session.persona(), here)))

    assert '<a aria-current="page" href="/department/bill?period=2008-07">' in places
    assert 'href="/?period=2008-07"' in places


def test_unknown_and_forbidden_pages_look_the_same(signed_in, asked):
    client = signed_in("department-SDI")

    unknown = show(client, asked, "/no/such/page")
    forbidden = show(client, asked, "/control/loads")

    assert unknown["main"] == forbidden["main"]
    assert unknown["title"] == forbidden["title"]
    assert client.get("/no/such/page").data == client.get("/control/loads").data
    assert client.get("/control/loads").status_code == 404


def test_unknown_and_foreign_departments_look_the_same(signed_in, asked):
    client = signed_in("department-SDI")

    unknown = show(client, asked, "/department/bill", "?department=XXX")
    foreign = show(client, asked, "/department/bill", "?department=UTF")

    assert unknown["main"] == foreign["main"]


def test_a_page_is_text_before_it_is_live(signed_in):
    client = signed_in("department-SDI")

    page = client.get("/department/bill?period=2008-08").get_data(as_text=True)

    first = page.split('<div id="first">')[1].split('id="react-entry-point"')[0]
    assert "<h1>" in first
    assert "24\N{NO-BREAK SPACE}817,10" in first


def test_a_page_that_fails_says_so_and_keeps_the_trace_to_the_log(as_reader, caplog):
    as_reader("board", "en")
    page = {"module": "no.such.module", "path": "/", "roles": ["board"]}

    shown = str(markup(shell.content_of(page, Address("/"))))

    assert "could not be shown" in shown
    assert "KeyError" not in shown
    assert "KeyError" in caplog.text


def test_the_latest_month_and_the_only_department_are_chosen_from_the_start(as_reader):
    as_reader("department-SDI")

    asked = view.view_of(Address("/department/bill"))

    assert asked.period.isoformat() == "2008-08-01"
    assert asked.department.id == "SDI"
    assert asked.month_before.isoformat() == "2008-07-01"
    assert asked.year_before.isoformat() == "2007-08-01"


def test_a_reader_of_the_city_starts_with_all_departments(as_reader):
    as_reader("board")

    asked = view.view_of(Address("/"))

    assert asked.chosen is None
    assert [department.id for department in asked.departments] == ["SDI", "UTF"]


@pytest.mark.parametrize(
    "parameters", [{"period": "2005-01"}, {"period": "x"}, {"department": "UTF"}]
)
def test_what_is_not_the_readers_is_unknown(as_reader, parameters):
    as_reader("department-SDI")

    with pytest.raises(view.UnknownError):
        view.view_of(Address("/", parameters))


def test_names_come_in_the_readers_language(as_reader):
    as_reader("department-SDI", "en")

    assert view.view_of(Address("/")).department.name == "District Administration Fosie"


def test_dash_loads_no_script_that_no_page_uses(signed_in):
    page = signed_in("board").get("/").get_data(as_text=True)

    scripts = " ".join(re.findall(r'src="([^"]+)"', page))
    assert "dash_renderer" in scripts
    assert not re.search("dash_table|polyfill|plotly|components-shared", scripts)


def test_nothing_published_is_a_page_of_its_own(nobody, tmp_path, monkeypatch):
    monkeypatch.setenv("NYTTJA_HOME", str(tmp_path))

    answer = nobody.get("/demo")

    assert answer.status_code == 503
    assert "Inget är publicerat ännu" in answer.get_data(as_text=True)
    assert nobody.get("/health").status_code == 503


def test_places_stand_under_whom_they_are_for(as_reader):
    as_reader("controller")

    places = str(markup(shell.rail(shell.session.persona(), Address("/"))))

    heads = [places.index(f">{head}<") for head in ("Staden", "Förvaltningen", "Kontroll")]
    assert heads == sorted(heads)


def test_no_two_pages_of_a_group_stand_in_the_same_place(server):  # noqa: ARG001 - registers the pages
    places = [
        (page["group"], page["order"]) for page in dash.page_registry.values() if page["roles"]
    ]

    assert sorted(places) == sorted(set(places))


def test_every_page_belongs_to_a_group_with_a_name(server):  # noqa: ARG001 - registers the pages
    groups = {page["group"] for page in dash.page_registry.values() if page["roles"]}

    assert groups <= set(shell.GROUPS)
