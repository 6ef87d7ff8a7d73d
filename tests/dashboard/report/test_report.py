"""The tertial report: the screens' figures on two tagged pages and in a workbook, byte for byte."""

import dataclasses
import datetime
import html
import io
import os
import re
import subprocess
import sys
import zipfile

import openpyxl
import pytest

from actionplan.as_of import as_of
from actionplan.on_time import on_time
from actionplan.plan import REPORTS as REPORT_DAYS
from actionplan.status import judgements
from chargeback.home import REPOSITORY
from dashboard import decide, session, shell
from dashboard.access import Viewer
from dashboard.address import Address, read
from dashboard.figures.plan_in_short import as_of_report
from dashboard.report import __main__ as command_line
from dashboard.report.__main__ import DONE, FAILED, MISUSED, main
from dashboard.report.paper import paper
from dashboard.report.tertial import READER, Tertial, of_key
from dashboard.report.typeset import typeset
from dashboard.report.written import files
from dashboard.view import view_for
from dashboard.web.markup import markup
from journal import plan

PAGE, OVERVIEW = "/board/action-plan", "/board/overview"
KEY, AT = "2008T2", "?at=2008-08-31&period=2008-08"
REPORTS = [datetime.date(year, *end) for year in range(2007, 2011) for end in REPORT_DAYS]


def text_of(page: str) -> str:
    plain = html.unescape(re.sub(r"<[^>]+>", " ", page)).replace("\N{NO-BREAK SPACE}", " ")
    return re.sub(r"\s+", " ", plain)


def pages_of(pdf: bytes) -> int:
    return len(re.findall(rb"/Type\s*/Page\b(?!s)", pdf))


def screen(as_reader, path: str, language: str) -> str:
    as_reader("board", language, path)
    page = shell.page_at(path, session.viewer().role)
    return text_of(str(markup(shell.content_of(page, read(path, AT)))))


def one_line(words: str) -> str:
    return words.replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize("language", ["sv", "en"])
def test_what_the_pages_say_is_what_the_screens_say(in_language, as_reader, language):
    in_language(language)
    said = paper(of_key(KEY))

    money, course = (screen(as_reader, path, language) for path in (OVERVIEW, PAGE))

    for words in (said["lead"], said["forecast"]["told"], said["kpis"]["title"]):
        assert one_line(words) in money
    for row in said["kpis"]["rows"]:
        assert one_line(row["name"]) in money
        assert one_line(row["standing"]) in money
    for row in said["earned"]["rows"]:
        assert one_line(f"{row['name']} {row['text']} {row['note']}") in course
    sentences = [said["earned"]["title"], said["plan"]["title"], said["plan"]["sub"],
                 said["slipped"]["title"], said["differing"]["title"],
                 said["differing"]["missing"]]  # fmt: skip
    for words in (*sentences, *(item["text"] for item in said["decisions"]["items"])):
        assert one_line(words) in course
    for row in (*said["plan"]["rows"], *said["slipped"]["rows"], *said["differing"]["rows"]):
        assert one_line(row["name"]) in course


def test_the_plans_figures_are_the_calculations(in_language, kept_plan):
    in_language("sv")
    found = plan.plan(kept_plan)
    day = datetime.date(2008, 8, 31)
    view = as_of(found.register, found.facts, day, datetime.date(2008, 9, 20))
    ratings = [one.rating for one in judgements(view).values()]
    kept = on_time(view)

    said = paper(of_key(KEY))["plan"]

    assert said["title"].startswith(f"{ratings.count('done')} av 50 aktiviteter är klara")
    assert said["sub"].startswith(f"{kept.on_time} av {kept.due} milstolpar")
    told = " ".join(row["text"] for row in said["rows"]).replace("en klar", "1 klara")
    assert sum(int(number) for number in re.findall(r"(\d+) klara", told)) == ratings.count("done")


@pytest.mark.parametrize(
    ("language", "title"), [("sv", "Tertialrapport 2, 2008"), ("en", "Tertial report 2, 2008")]
)
def test_the_pdf_is_two_tagged_pages_with_language_and_title(in_language, language, title):  # noqa: ARG001
    pdf = files(KEY, language)[f"nyttja-{KEY}-{language}.pdf"]

    assert pages_of(pdf) == 2
    assert b"/StructTreeRoot" in pdf
    assert re.search(rb"/Marked\s+true", pdf)
    assert f"/Lang({language})".encode() in pdf
    assert title.encode() in pdf
    assert b"pdfuaid:part" in pdf
    assert b"CreationDate" not in pdf


@pytest.mark.parametrize("language", ["sv", "en"])
def test_every_report_of_the_plan_has_room_on_two_pages(in_language, language):
    in_language(language)
    view = view_for(READER, Address(PAGE))

    pages = {day: pages_of(typeset(paper(Tertial(as_of_report(view, day))))) for day in REPORTS}

    assert set(pages.values()) == {2}


def test_the_same_tertial_is_the_same_bytes_whatever_is_told_later(in_language, kept_plan):  # noqa: ARG001
    before = files(KEY, "sv")
    form = {
        "milestone": "A704-M4", "activity": "A704", "report": "2010-12-31", "value": "2012-06-30",
        "seen": str(kept_plan.last().seq), "why": "leverantören dröjer",
    }  # fmt: skip
    now = datetime.datetime(2011, 3, 1, 12, tzinfo=datetime.UTC)
    decide.decide(Viewer("strategist", "strategist"), "plan.forecast", form, now)

    assert files(KEY, "sv") == before
    workbook = zipfile.ZipFile(io.BytesIO(before[f"nyttja-{KEY}-sv.xlsx"]))
    assert b"2000-01-01T00:00:00Z" in workbook.read("docProps/core.xml")
    assert {entry.date_time[:3] for entry in workbook.infolist()} == {(1980, 1, 1)}


def test_the_workbook_holds_the_same_figures_money_first(in_language):
    in_language("sv")
    tertial = of_key(KEY)

    content = files(KEY, "sv")[f"nyttja-{KEY}-sv.xlsx"]

    book = openpyxl.load_workbook(io.BytesIO(content))
    assert book.sheetnames == [
        "Mot budget", "Månader", "Vad som ändrats", "Nyckeltal", "Per mål", "Glidit mest",
        "Att besluta", "Beslutat", "Regel och ägare", "Upparbetat värde",
    ]  # fmt: skip
    money = {row[0].value: row[1].value for row in book["Mot budget"].iter_rows(max_row=7)}
    assert money["Årets prognos"] == tertial.year.forecast["forecast_ore"] / 100
    assert money["Årets budget"] == tertial.year.budget_ore / 100
    assert book["Regel och ägare"].cell(52, 1).value is None
    assert len([row for row in book["Att besluta"].iter_rows(min_row=2) if row[1].value]) == len(
        tertial.short.questions
    )
    goals = [row[1].value for row in book["Per mål"].iter_rows(min_row=2, max_row=11)]
    assert goals[-1] == sum(goals[:-1]) == 50


def test_the_report_is_taken_from_the_screen_the_same_bytes(in_language, signed_in):  # noqa: ARG001
    made = files(KEY, "sv")

    for kind in ("pdf", "xlsx"):
        answer = signed_in("board").get(f"/export{PAGE}.{kind}{AT}")
        assert answer.status_code == 200
        assert answer.get_data() == made[f"nyttja-{KEY}-sv.{kind}"]


@pytest.mark.usefixtures("kept_plan")
@pytest.mark.parametrize(
    ("reader", "search"),
    [
        ("department-SDI", AT),
        ("owner", AT),
        ("board", "?at=2008-08-30"),
        ("board", "?at=2010-12-31"),
    ],
)
def test_what_is_not_the_readers_or_not_published_is_not_found(signed_in, reader, search):
    assert signed_in(reader).get(f"/export{PAGE}.pdf{search}").status_code == 404


def test_the_board_is_told_when_the_year_is_foreseen_over_its_budget(in_language):
    in_language("en")
    tertial = of_key(KEY)
    over = {**tertial.year.forecast, "forecast_ore": tertial.year.budget_ore * 2}
    tertial.year.__dict__["forecast"] = over

    first = paper(tertial)["decisions"]["items"][0]["text"]

    assert "over budget. Shall the budget be raised" in first


def test_without_a_year_before_and_without_a_budget_the_pages_still_stand(in_language):
    in_language("sv")
    tertial = of_key(KEY)
    tertial.year.__dict__["forecast"] = None
    bare = dataclasses.replace(tertial)

    pdf = typeset(paper(tertial))

    assert pages_of(pdf) == 2
    assert bare == tertial


@pytest.mark.usefixtures("kept_plan")
@pytest.mark.parametrize(
    ("arguments", "code", "written"),
    [
        ([KEY, "--to", "out"], DONE, {f"nyttja-{KEY}-sv.pdf", f"nyttja-{KEY}-sv.xlsx"}),
        ([KEY, "--lang", "en", "--to", "board.pdf"], DONE, {"board.pdf"}),
        ([KEY, "--to", "board.doc"], MISUSED, set()),
        (["2008T4", "--to", "out"], MISUSED, set()),
        (["1999T1", "--to", "out"], FAILED, set()),
    ],
)
def test_the_command_writes_where_it_is_told(tmp_path, monkeypatch, arguments, code, written):
    monkeypatch.chdir(tmp_path)

    assert main(arguments) == code

    assert {path.name for path in tmp_path.rglob("*.*") if path.suffix != ".sqlite"} == written


def test_what_fails_while_it_is_written_is_not_taken_for_a_wrong_name(monkeypatch, capsys):
    def broken(_key, _language):
        raise ValueError("a figure cannot be drawn")

    monkeypatch.setattr(command_line, "files", broken)

    with pytest.raises(ValueError, match="cannot be drawn"):
        main([KEY])
    assert "is no tertial" not in capsys.readouterr().err


@pytest.mark.full
def test_etl_hands_over_to_it(kept_plan, tmp_path):  # noqa: ARG001
    done = subprocess.run(
        [sys.executable, "-m", "etl", "report", KEY, "--lang", "en", "--to", tmp_path / "a.pdf"],
        cwd=REPOSITORY, env=os.environ, capture_output=True, check=True,
    )  # fmt: skip

    assert (tmp_path / "a.pdf").read_bytes() == files(KEY, "en")[f"nyttja-{KEY}-en.pdf"]
    assert b"a.pdf" in done.stdout
