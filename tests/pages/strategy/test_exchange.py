"""Files in and out on the page: shown before they are accepted, by those who may, or not at all."""

import datetime
import hashlib
import html
import io
import os
import pathlib
import re

import pytest

from actionplan.exchange import LARGEST_FILE
from actionplan.reading import read
from dashboard import access, decide, exchange
from dashboard.access import RefusedActError, Viewer
from journal import plan
from journal.facts import By, ConflictError, RefusedError
from journal.plan import About, Word

PAGE, OFFER, ACCEPT = "/strategy/exchange", "/offer/plan", "/decide/plan_import.accept"
STRATEGIST = Viewer("strategist", "strategist")
NOW = datetime.datetime(2011, 3, 1, 12, tzinfo=datetime.UTC)
# A104-M4 is open at the end of the plan, with a forecast.
HEADS = "milestone_id;title_sv;baseline;forecast\r\n"
FILE = f"{HEADS}A104-M4;Allt överlämnat;2011-04-30;2011-08-31\r\n"
OTHERS = ["board", "owner", "controller", "auditor", "department-SDI"]


def text(page: str) -> str:
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", page)))


@pytest.fixture
def home(tmp_path, monkeypatch, kept_plan, tiny_home):
    """A home of its own for the files, with the tiny world's build."""
    own = tmp_path / "home"
    own.mkdir()
    (own / "warehouse").symlink_to(tiny_home / "warehouse")
    monkeypatch.setenv("NYTTJA_HOME", str(own))
    return kept_plan


def send(client, data=FILE, name="plan.csv"):
    content = data.encode() if isinstance(data, str) else data
    # As a browser writes it; the client's own way leaves a file behind for what is large.
    start = '--cut\r\nContent-Disposition: form-data; name="csrf_token"\r\n\r\nword\r\n'
    head = f'--cut\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'
    body = b"".join([start.encode(), head.encode(), content, b"\r\n--cut--\r\n"])
    return client.post(OFFER, data=body, content_type="multipart/form-data; boundary=cut")


def form_of(page: str, **more: str) -> dict[str, str]:
    hidden = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', page))
    return {**hidden, "why": "ny tidplan", "decided_by": "IT-rådet", **more}


def offered(journal, data=FILE):
    """The fields of a form for a file that has just been shown."""
    sha256 = exchange.keep("plan.csv", data.encode(), frozenset())
    found = exchange.offer(STRATEGIST, sha256, plan.plan(journal), NOW.date()).found
    return {
        "file": sha256, "digest": found.digest, "seen": str(journal.last().seq),
        "report": "2010-12-31", "why": "ny tidplan", "decided_by": "IT-rådet",
    }  # fmt: skip


def accept(words, viewer=STRATEGIST):
    return decide.decide(viewer, exchange.ACCEPT, words, NOW)


def test_a_file_is_shown_and_then_taken_in_whole_with_who_why_and_which_file(home, signed_in):
    client = signed_in("strategist")
    before = home.last()
    shown = send(client)
    assert shown.status_code == 303
    assert home.last() == before
    page = client.get(shown.location).get_data(as_text=True)
    assert "plan.csv ändrar planen: en flyttad" in text(page)

    done = client.post(ACCEPT, data=form_of(page) | {"csrf_token": "word"})

    assert "plan.csv är inläst" in text(client.get(done.location).get_data(as_text=True))
    told = [fact for fact in home.facts() if fact.seq > before.seq]
    assert [fact.kind for fact in told] == [
        "plan.imported", "plan.milestone", "plan.baseline", "plan.forecast",
    ]  # fmt: skip
    assert {(fact.who, fact.role, fact.why) for fact in told} == {
        ("strategist", "strategist", "ny tidplan")
    }
    assert len({fact.recorded_at for fact in told}) == 1
    assert told[0].body["sha256"] == told[1].body["sha256"] == shown.location.split("=")[1]
    found = plan.plan(home)
    assert found.register.milestones["A104-M4"].title_sv == "Allt överlämnat"
    assert found.facts[-2].by == "IT-rådet"


def test_what_was_taken_in_never_alters_an_earlier_view(home, shown):
    """2008-08-31 as it lay before the board: the same bytes after activities are entered anew."""
    asked = "?at=2008-08-31"
    pages = ["/strategy/plan", "/strategy/milestones"]
    before = [shown("board", page, asked) for page in pages]

    accept(offered(home, "activity_id;title_sv;budget_kr\r\nA104;Helt annat;1\r\n"))
    accept(offered(home, "milestone_id;weight\r\nA104-M4;0,30\r\nA104-M1;0,15\r\n"))
    accept(offered(home, "predecessor_id;successor_id;lag_days\r\nA102;A104;40\r\n"))

    assert [shown("board", page, asked) for page in pages] == before
    assert "Helt annat" in shown("board", pages[0])


def test_with_one_bad_row_nothing_can_be_accepted(home, signed_in):
    client = signed_in("strategist")
    page = client.get(send(client, f"{FILE}A104-M9;;2011-13-01;\r\n").location)
    words = text(page.get_data(as_text=True))
    before = home.last()

    assert "rad 3 Beslutad dag baseline Det är ingen dag" in words
    assert "Läs in alltihop" not in words
    with pytest.raises(RefusedError, match="faults"):
        accept(offered(home, f"{FILE}A104-M9;;2011-13-01;\r\n"))
    assert home.last() == before


def test_a_new_decided_day_needs_who_decided_it(home):
    before = home.last()

    with pytest.raises(RefusedError, match="form"):
        accept(offered(home) | {"decided_by": ""})

    assert home.last() == before


def test_of_two_at_once_the_second_is_told_and_nothing_of_the_file_is_written(home):
    words = offered(home)
    with home.writing(NOW) as pen:
        by = By("owner", "owner")
        about = About(by, "milestone", "A104-M4", "dröjer", int(words["seen"]))
        plan.tell(pen, about, Word("forecast", "2011-07-31", datetime.date(2010, 12, 31)))
    before = home.last()

    with pytest.raises(ConflictError, match="by owner"):
        accept(words)

    assert home.last() == before


def test_only_what_was_shown_is_taken_in(home):
    before = home.last()

    with pytest.raises(RefusedError, match="differs"):
        accept(offered(home) | {"digest": "0" * 64})
    with pytest.raises(RefusedError, match="unknown"):
        accept(offered(home) | {"file": "0" * 64})
    with pytest.raises(RefusedError, match="unknown"):
        accept(offered(home) | {"file": "../journal"})

    assert home.last() == before


@pytest.mark.parametrize("reader", OTHERS)
def test_what_another_role_forges_changes_nothing_and_shows_no_file(home, signed_in, reader):
    words, before = offered(home), home.last()
    client = signed_in(reader)

    assert send(client).status_code == 404
    forged = {**words, "csrf_token": "word", "role": "strategist", "who": "strategist"}
    assert client.post(ACCEPT, data=forged).status_code == 404
    page = client.get(f"{PAGE}?file={words['file']}").get_data(as_text=True)

    assert home.last() == before
    assert "plan.csv" not in page
    assert 'type="file"' not in page


@pytest.mark.parametrize("viewer", [Viewer(one, one) for one in ("board", "owner", "nobody")])
def test_the_gate_itself_refuses_them(home, viewer):
    assert not access.may(viewer, exchange.ACCEPT)
    with pytest.raises(RefusedActError):
        accept(offered(home), viewer)


def test_a_file_needs_a_session_and_its_word(home, signed_in, server):  # noqa: ARG001
    assert send(server.test_client()).status_code in {401, 403}
    form = {"file": (io.BytesIO(b"x"), "x.csv")}
    refused = signed_in("strategist").post(OFFER, data=form, content_type="multipart/form-data")
    assert refused.status_code == 403


def test_a_file_that_is_too_large_or_none_is_told_on_the_page(home, signed_in):  # noqa: ARG001
    client = signed_in("strategist")

    for size in (LARGEST_FILE + 1, LARGEST_FILE * 2):
        answer = send(client, b"x" * size)
        assert answer.status_code == 303
        assert "Filen är större än 2 MB" in text(client.get(answer.location).get_data(as_text=True))
    nothing = client.post(OFFER, data={"csrf_token": "word"})
    assert nothing.location.endswith("refused=no_file")


def test_a_name_is_kept_without_folders_and_only_the_latest_files_stay(home):  # noqa: ARG001
    first = exchange.keep("../../etc/pass<wd>.csv", b"0", frozenset())
    assert exchange.kept(first) == ("pass_wd_.csv", b"0")
    accepted = frozenset({first})

    for number in range(1, exchange.MOST_WAITING + 3):
        exchange.keep("plan.csv", str(number).encode(), accepted)

    folder = exchange._folder()
    assert len(list(folder.iterdir())) == exchange.MOST_WAITING + 1
    assert exchange.kept(first)


def test_a_file_is_kept_while_others_write_and_let_go_of_theirs(home, monkeypatch):  # noqa: ARG001
    """What is being written is nobody's to let go; what is gone when looked at is no fault."""
    exchange.keep("plan.csv", b"first", frozenset())
    folder = exchange._folder()
    (folder / ".being-written").mkdir()
    os.utime(folder / ".being-written", (0, 0))
    listed = [*folder.iterdir(), folder / ("0" * 64)]
    monkeypatch.setattr(
        pathlib.Path, "iterdir", lambda self: iter(listed if self == folder else ())
    )

    for number in range(exchange.MOST_WAITING + 1):
        exchange.keep("plan.csv", str(number).encode(), frozenset())
        listed.append(folder / hashlib.sha256(str(number).encode()).hexdigest())

    assert (folder / ".being-written").exists()


@pytest.mark.parametrize("kind", ["xlsx", "xml", "csv", "ics"])
@pytest.mark.parametrize("reader", ["board", "owner"])
def test_whoever_reads_the_plan_takes_it_along_as_it_was_known(home, signed_in, reader, kind):  # noqa: ARG001
    client = signed_in(reader)

    now = client.get(f"/export{PAGE}.{kind}").get_data()
    then = client.get(f"/export{PAGE}.{kind}?at=2008-08-31").get_data()

    assert now
    assert now != then or kind == "csv"
    if kind == "xml":
        found = {row.id: row for row in read(then).rows}
        assert "actual" not in found["A104-M4"].values
        assert len(found) == 50 + 179 + 58


def test_every_way_to_a_file_is_a_download_and_no_place_to_go_to(home, signed_in):  # noqa: ARG001
    """The live page follows other links without asking the server, and finds no page there."""
    page = signed_in("board").get(PAGE).get_data(as_text=True)

    ways = re.findall(rf'<a [^>]*href="/export{PAGE}[^>]*>', page)

    assert len(ways) == 7
    assert [way for way in ways if " download=" not in way] == []


@pytest.mark.parametrize("kind", ["xlsx", "xml", "ics"])
def test_a_department_takes_no_plan_along(home, signed_in, kind):  # noqa: ARG001
    assert signed_in("department-SDI").get(f"/export{PAGE}.{kind}").status_code == 404
