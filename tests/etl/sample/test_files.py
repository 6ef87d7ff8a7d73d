import pytest

from etl.sample.files import Layout, Outbox

LAYOUT = Layout("tjansteavtal", ("AvtalId", "Tjänst"))


def test_a_file_has_the_sources_encoding_and_line_ends(tmp_path):
    Outbox(tmp_path).write("a.csv", LAYOUT, ["AV-1;Å"])

    assert (tmp_path / "a.csv").read_bytes() == b"AvtalId;Tj\xe4nst\r\nAV-1;\xc5\r\n"


def test_utf_8_files_begin_with_their_mark(tmp_path):
    Outbox(tmp_path).write("a.csv", Layout("ad_users", ("a",), ",", "utf-8-sig"), ["Å"])

    assert (tmp_path / "a.csv").read_bytes() == b"\xef\xbb\xbfa\r\n\xc3\x85\r\n"


def test_delimiters_quotes_and_line_breaks_are_quoted():
    assert LAYOUT.line("a;b", 'c"d') == '"a;b";"c""d"'
    assert LAYOUT.line("a\nb", "c") == '"a\nb";c'


def test_a_row_of_another_width_is_refused():
    with pytest.raises(ValueError, match="expected 2 values, found 1"):
        LAYOUT.line("a")
