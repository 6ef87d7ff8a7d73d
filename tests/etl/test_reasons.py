"""Every rule has its words, and every rule the program names is in the list."""

import re
from pathlib import Path

from etl.reasons import FileFault, reason, rules

ETL = Path(__file__).resolve().parents[2] / "etl"


def test_every_rule_speaks_both_languages():
    assert all(text.sv and text.en and text.sv != text.en for text in rules().values())


def test_both_languages_speak_of_the_same_things():
    details = re.compile(r"\{(\w+?)(?:_sv|_en)?\}")

    assert all(
        sorted(details.findall(text.sv)) == sorted(details.findall(text.en))
        for text in rules().values()
    )


def test_every_rule_named_in_the_program_is_in_the_list_and_the_other_way():
    named = {
        rule
        for path in [*ETL.glob("*.py"), *(ETL / "readers").glob("*.py")]
        for rule in re.findall(r"""["']([ESNDKVRFL]\d\d)["']""", path.read_text("utf-8"))
    }

    assert named == set(rules())


def test_a_reason_is_filled_in():
    assert reason("S06", columns="Belopp").sv == "rubriken saknar: Belopp"
    assert FileFault("S25").reason().en == "not a regular file"
