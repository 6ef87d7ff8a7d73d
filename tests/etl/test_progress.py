"""Progress: a bar on a terminal, plain lines in a log."""

import io
import sys

from etl.progress import Progress


class Terminal(io.StringIO):
    def isatty(self):
        return True


def test_a_log_gets_a_line_for_each_tenth(capsys):
    with Progress("load", 100) as progress:
        for number in range(1, 101):
            progress.step(f"file {number}")

    lines = capsys.readouterr().err.splitlines()
    assert lines[0] == "load 10/100 file 10"
    assert len(lines) == 10
    assert lines[-1] == "load 100/100 file 100"


def test_a_log_without_a_known_end_gets_every_line(capsys):
    with Progress("load") as progress:
        progress.step("a")
        progress.step("b")

    assert capsys.readouterr().err.splitlines() == ["load 1/? a", "load 2/? b"]


def test_a_terminal_gets_a_bar(monkeypatch):
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)

    with Progress("sample") as progress:
        progress.reach(1, 2, "city")
        progress.reach(2, 2, "2007-01")

    assert "2/2" in terminal.getvalue()
    assert "2007-01" in terminal.getvalue()
