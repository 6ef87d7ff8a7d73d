"""Milestones as a calendar: RFC 5545's lines, and the same bytes for the same view."""

import datetime

from actionplan.ical import calendar_file, escaped, folded
from tests.actionplan import plans


def text(known=plans.AFTERWARDS, language="sv"):
    parts = plans.register({"Nät, tele; å\\ä": 1})
    log = plans.Log()
    id_ = next(iter(parts.milestones))
    log.baseline(id_, "2008-06-30").forecast(id_, "2008-09-30", "2008-05-02")
    view = plans.view(parts, log, known=known)
    return calendar_file(view, "Plan", lambda _state: "å" * 90, language).decode()


def test_every_milestone_is_a_whole_day_known_by_its_id_and_counted_by_its_moves():
    lines = text().split("\r\n")

    assert "DTSTART;VALUE=DATE:20080930" in lines
    assert "DTEND;VALUE=DATE:20081001" in lines
    assert "DTSTAMP:20120101T000000Z" in lines
    assert "SEQUENCE:1" in lines
    assert any(line.startswith("UID:") and line.endswith("@nyttja") for line in lines)
    assert r"SUMMARY:Nät\, tele\; å\\ä: 1" in lines
    assert (lines[0], lines[-2], lines[-1]) == ("BEGIN:VCALENDAR", "END:VCALENDAR", "")


def test_an_earlier_view_gives_the_day_believed_then():
    assert "DTSTART;VALUE=DATE:20080630" in text(known=datetime.date(2008, 2, 1))


def test_no_line_is_longer_than_75_octets_and_unfolding_gives_it_back():
    long = "DESCRIPTION:" + "åäö😀x" * 40

    pieces = list(folded(long))

    assert all(len(piece.removesuffix("\r\n").encode()) <= 75 for piece in pieces)
    assert "".join(pieces).replace("\r\n ", "").removesuffix("\r\n") == long


def test_text_is_escaped_and_keeps_no_controls():
    assert escaped("a\\b,c;d\ne\x07") == "a\\\\b\\,c\\;d\\ne"
