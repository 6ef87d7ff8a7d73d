"""What a reader wrote in a form that is refused: it stands there again, for that reader alone."""

import logging
import os
import time

import pytest

from dashboard import drafts
from dashboard.components.forms import Field, decision_form
from dashboard.web.markup import markup
from journal.store import Journal

QUESTION = "Varför betalar vi för datorer som lämnades i mars? " * 9
FORM = {
    "csrf_token": "word", "department": "SDI", "month": "2008-08-01", "period": "2008-08",
    "line": "",
}  # fmt: skip
TOO_LONG = f"{QUESTION}{'å' * 2_000}"


@pytest.fixture
def city(tmp_path, monkeypatch):
    monkeypatch.setenv("NYTTJA_JOURNAL_URL", f"sqlite:///{tmp_path}/journal.sqlite")
    return Journal(f"sqlite:///{tmp_path}/journal.sqlite")


@pytest.fixture
def own_home(tmp_path, monkeypatch, as_reader):
    as_reader("controller")
    monkeypatch.setenv("NYTTJA_HOME", str(tmp_path))
    return tmp_path


def folder(own_home):
    return sorted((own_home / "drafts").iterdir())


def test_a_question_that_is_refused_stands_in_its_form_and_not_in_the_address(
    signed_in, city, caplog
):
    client = signed_in("department-SDI")
    caplog.set_level(logging.DEBUG)

    answer = client.post("/decide/comment.make", data={**FORM, "text": TOO_LONG})

    assert "refused=form" in answer.location
    assert len(answer.location) < 200
    assert "datorer" not in answer.location + caplog.text
    page = client.get(answer.location).get_data(as_text=True)
    assert f">\n{TOO_LONG}</textarea>" in page
    assert city.facts() == []


def test_another_reader_and_another_session_do_not_see_it(signed_in, city):  # noqa: ARG001
    answer = signed_in("department-SDI").post(
        "/decide/comment.make", data={**FORM, "text": TOO_LONG}
    )

    assert "lämnades i mars" not in signed_in("controller").get(answer.location).text
    elsewhere = signed_in("department-SDI")
    with elsewhere.session_transaction() as kept:
        kept["csrf"] = "another word"
    assert "lämnades i mars" not in elsewhere.get(answer.location).text


def test_the_page_without_the_word_has_an_empty_form(signed_in, city):  # noqa: ARG001
    client = signed_in("department-SDI")
    client.post("/decide/comment.make", data={**FORM, "text": TOO_LONG})

    page = client.get("/department/bill?period=2008-08&department=SDI").text
    assert "Din fråga" in page
    assert "lämnades i mars" not in page


def test_a_form_about_something_else_stays_as_it_was(own_home):  # noqa: ARG001
    word = drafts.keep("plan.comment", {"milestone": "A1-M1", "why": "dröjer"})
    drafts.open_(word)

    def shown(act: str, milestone: str) -> str:
        form = decision_form(
            act, f"/decide/{act}", [Field("why", "Varför", is_prose=True)], "Sänd",
            {"csrf_token": "ny", "milestone": milestone, "seen": "12"},
        )  # fmt: skip
        return str(markup(form))

    assert "dröjer" not in shown("plan.comment", "A1-M2")
    assert "dröjer" not in shown("plan.risk", "A1-M1")
    assert drafts.left() == ["dröjer"]
    assert "dröjer" in shown("plan.comment", "A1-M1")
    assert drafts.left() == []


def test_what_was_written_in_a_form_that_has_gone_is_told(signed_in, city):  # noqa: ARG001
    client = signed_in("controller")
    gone = {"csrf_token": "word", "list": "PL-2009-v1", "seen": "0", "why": "för <b>dyrt</b>"}

    answer = client.post("/decide/price_list.propose", data=gone)

    page = client.get(answer.location).text
    assert "Det du skrev antecknades inte, och formuläret är borta:" in page
    assert "för &lt;b&gt;dyrt&lt;/b&gt;" in page


def test_a_choice_that_is_not_offered_any_more_is_not_put_back(own_home):  # noqa: ARG001
    drafts.open_(drafts.keep("price.set", {"service": "BORTA"}))
    field = Field("service", "Tjänst", options={"WS": "Dator"})

    assert "BORTA" not in str(markup(decision_form("a", "/decide/price.set", [field], "Sänd", {})))


def test_the_sessions_word_is_not_kept_and_nobody_else_on_the_machine_may_read(own_home):
    drafts.keep("comment.make", {"csrf_token": "word", "text": QUESTION})

    (file,) = folder(own_home)
    assert "csrf" not in file.read_text(encoding="utf-8")
    assert file.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("word", ["", "x", "../../../../etc/passwd", "A" * 22, "å" * 22])
def test_a_word_that_names_nothing_opens_nothing(own_home, word):  # noqa: ARG001
    assert drafts.read(word) is None


@pytest.mark.parametrize("content", [b"", b"[]", b"{}", b'{"act": "a", "words": 3}', b"\xff"])
def test_a_file_that_is_no_draft_opens_nothing(own_home, content):
    word = drafts.keep("comment.make", {"text": QUESTION})
    folder(own_home)[0].write_bytes(content)

    assert drafts.read(word) is None


def test_after_a_day_it_is_gone(own_home):
    word = drafts.keep("comment.make", {"text": QUESTION})
    (file,) = folder(own_home)
    yesterday = time.time() - drafts.KEPT_SECONDS - 60
    os.utime(file, (yesterday, yesterday))

    assert drafts.read(word) is None
    drafts.keep("comment.make", {"text": "ny"})
    assert file not in folder(own_home)


def test_of_many_the_latest_stay(own_home, monkeypatch):
    monkeypatch.setattr(drafts, "MOST", 2)
    *_first, third, fourth = [drafts.keep("comment.make", {"text": str(n)}) for n in range(4)]

    assert len(folder(own_home)) == 2
    assert [drafts.read(word).words["text"] for word in (third, fourth)] == ["2", "3"]


def test_where_nothing_can_be_kept_the_refusal_is_told_all_the_same(
    signed_in,
    city,  # noqa: ARG001
    tmp_path,
    monkeypatch,
):
    monkeypatch.setattr(drafts, "_folder", lambda: tmp_path / "journal.sqlite" / "no folder")
    (tmp_path / "journal.sqlite").touch()

    answer = signed_in("department-SDI").post("/decide/comment.make", data={**FORM, "text": " "})

    assert answer.location.endswith("&refused=form&field=text")
