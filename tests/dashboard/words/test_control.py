"""What a month's intake says."""

import datetime
import re
from dataclasses import replace
from pathlib import Path

import pytest

from dashboard.words import control as words
from dashboard.words.control import Intake

AUGUST = datetime.date(2008, 8, 1)
WELL = Intake(
    AUGUST, equations=3, broken=0, missing=0, rejected=0, unallocated=0, unallocated_ore=0
)


@pytest.mark.parametrize(
    ("intake", "swedish", "english"),
    [
        (
            WELL,
            "Varje rad i augusti 2008 är redovisad",
            "Every row of August 2008 is accounted for",
        ),
        (
            replace(WELL, broken=1, missing=2, rejected=9),
            "En ekvation av 3 går inte ihop i augusti 2008",
            "One equation of 3 does not hold in August 2008",
        ),
        (
            replace(WELL, missing=2, rejected=9),
            "2 filer saknas för augusti 2008",
            "2 files are missing for August 2008",
        ),
        (
            replace(WELL, rejected=12, unallocated=556, unallocated_ore=9_434_500),
            (
                "Ekvationerna går ihop i augusti 2008; 556 objekt saknar ägare (94 345,00 kr) "
                "och 12 rader avvisades"
            ),
            (
                "The equations hold in August 2008; 556 objects have no owner (94,345.00 kr) "
                "and 12 rows were rejected"
            ),
        ),
        (
            replace(WELL, equations=0, rejected=1),
            "I augusti 2008: en rad avvisades",
            "In August 2008 one row was rejected",
        ),
    ],
)
@pytest.mark.parametrize("language", ["sv", "en"])
def test_the_title_says_what_must_be_seen_to_first(as_reader, intake, swedish, english, language):
    as_reader("controller", language)

    sentence = words.loads_title(intake).replace("\N{NO-BREAK SPACE}", " ")

    assert sentence == {"sv": swedish, "en": english}[language]


def test_a_difference_is_told_with_its_size_and_side(as_reader):
    as_reader("controller", "en")

    assert words.verdict(0, "rows") == "holds"
    assert words.verdict(3, "rows") == "does not hold, 3 rows missing on the other side"
    assert words.verdict(-284_000, "ore").startswith("does not hold, 2,840.00")
    assert words.verdict(-284_000, "ore").endswith("too much on the other side")


def test_rows_without_a_pool_are_to_be_seen_to_though_the_equation_holds(as_reader):
    as_reader("controller", "en")

    shape, said = words.verdict_on(0, "ore", 2_481_800)

    assert shape == "watch"
    assert said.replace("\N{NO-BREAK SPACE}", " ") == "holds, but 24,818.00 kr has no pool"
    assert words.verdict_on(5, "ore", 2_481_800)[0] == "bad"
    assert words.verdict_on(0, "rows", 0) == ("good", "holds")


def test_known_rules_reasons_and_pools_have_words_and_unknown_ones_their_name(as_reader):
    as_reader("controller", "en")

    assert words.term("set_aside:reinstalled").startswith("set aside: reinstalled")
    assert words.term("set_aside:lost_in_space") == "set aside: lost in space"
    assert words.reason("unknown_cost_centre") == "unknown cost centre"
    assert words.reason("new_reason") == "new reason"
    assert words.term("pool:KLIENT") == "workstations"
    assert words.term("pool:NEW") == "NEW"
    assert words.source("new_source") == "new_source"


def test_the_file_title_names_what_is_missing_before_what_was_rejected(as_reader):
    as_reader("controller")

    assert words.files_title(6, ["ad_users"], 2) == "Saknas: Konton, AD"
    assert words.files_title(6, [], 2) == "6 filer är inne; 2 rader avvisade"
    assert words.files_title(6, [], 0) == "Alla 6 filer är inne och ingen rad avvisades"


def test_every_set_aside_rule_and_reason_of_the_models_has_words(as_reader):
    """The models write the names; a name without words would be shown raw to the reader."""
    as_reader("controller")
    models = Path(__file__).resolve().parents[3] / "chargeback" / "models" / "quantities"
    texts = [model.read_text(encoding="utf-8") for model in models.glob("*.sql")]

    rules = set()
    reasons = set()
    for case in re.findall(r"case\b(.*?)\bend as set_aside_rule", "".join(texts), re.DOTALL):
        rules |= set(re.findall(r"then '([a-z_]+)'", case.rpartition("case")[2]))
    for text in texts:
        rules |= set(re.findall(r"'([a-z_]+)' as set_aside_rule", text))
        reasons |= set(
            re.findall(
                r"'((?:unknown|ended|no)_(?:cost_centre|department|unit|owner)[a-z_]*)'", text
            )
        )

    assert len(rules) >= 20
    assert len(reasons) >= 4
    assert not [name for name in rules if words.rule(name) == name.replace("_", " ")]
    assert not [name for name in reasons if words.reason(name) == name.replace("_", " ")]
