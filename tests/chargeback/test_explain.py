"""Every kind of line says how it came about, and computes itself again."""

import datetime

import pytest

from chargeback.explain import explain

PEDAGOGICAL = {
    "service_id": "WS-PED",
    "service_name_sv": "Arbetsstation pedagogisk",
    "service_name_en": "Pedagogical workstation",
    "rule": "month_end",
    "charge_period": datetime.date(2008, 8, 1),
    "counted_on": datetime.date(2008, 8, 31),
    "units": 32,
    "unit_days": 32 * 31,
    "days_in_month": 31,
    "price_ore": 2880_00,
    "amount_ore": 7680_00,
    "price_list_ids": "PL-2008-v1",
    "decision": "KS 2007-11-21 (constructed)",
    "decided_on": datetime.date(2007, 11, 21),
    "agreement_id": "AV-2008-002",
    "agreement_status": "in_force",
    "agreement_system": None,
    "source_files": "sccm_datorer_2008-08-31.csv",
    "object_count": 32,
}


def said(language="sv", **columns):
    """The sentence with plain blanks, so that a test can be read."""
    return explain({**PEDAGOGICAL, **columns}, language).sentence.replace("\xa0", " ")


def blocks(language="sv", **columns):
    told = explain({**PEDAGOGICAL, **columns}, language)
    return [
        (value.replace("\xa0", " "), caption.replace("\xa0", " "))
        for value, caption in told.factors
    ]


EXTERNAL = {
    "service_id": "ACC-EXT",
    "rule": "day_exact",
    "counted_on": None,
    "units": 3,
    "unit_days": 70,
    "price_ore": 1380_00,
    "amount_ore": 259_68,
    "source_files": "ad_users_2008-07-31.csv,ad_users_2008-08-31.csv",
    "object_count": 5,
}
PUPILS = {
    "service_id": "ACC-ELEV",
    "rule": "on_dates",
    "counted_on": datetime.date(2008, 2, 15),
    "units": 539,
    "unit_days": 539 * 31,
    "price_ore": 155_00,
    "amount_ore": 6963_88,
    "source_files": "elevregister_2008-02-15.csv",
    "object_count": 539,
}
DECISION = {
    "service_id": "CONN-FORV-L",
    "service_name_sv": "Anslutning plattform, stor förvaltning",
    "service_name_en": "Platform connection, large department",
    "rule": "decision",
    "counted_on": None,
    "units": 1,
    "unit_days": 31,
    "price_ore": 276000_00,
    "amount_ore": 23000_00,
    "source_files": "size_classes.csv",
    "object_count": 1,
}
FIXED = {
    **DECISION,
    "service_id": "SYS-DRIFT",
    "rule": "fixed",
    "price_ore": 974000_00,
    "amount_ore": 81166_67,
    "price_list_ids": None,
    "decision": None,
    "decided_on": None,
    "agreement_id": "AV-2009-106",
    "agreement_system": "Origo",
    "source_files": "tjansteavtal_2009.csv",
}


def test_the_sentence_of_units_counted_on_the_last_day():
    assert said() == (
        "32 pedagogiska arbetsstationer × 2 880 kr/år, augusti 2008 (8/12) = 7 680,00 kr. "
        "Prislista PL-2008-v1, kommunstyrelsen 2007-11-21. Avtal AV-2008-002, i kraft. "
        "Källa: sccm_datorer_2008-08-31.csv, 32 rader."
    )


def test_the_same_sentence_in_english():
    assert said("en") == (
        "32 pedagogical workstations × 2,880 kr a year, August 2008 (8/12) = 7,680.00 kr. "
        "Price list PL-2008-v1, the City Executive Board 2007-11-21. "
        "Agreement AV-2008-002, in force. Source: sccm_datorer_2008-08-31.csv, 32 rows."
    )


def test_one_unit_is_told_in_the_singular():
    sentence = said(units=1, unit_days=31, amount_ore=240_00, object_count=1)

    assert sentence.startswith("1 pedagogisk arbetsstation × 2 880 kr/år")
    assert sentence.endswith("1 rad.")


def test_object_days_are_told_with_the_days_of_the_month():
    assert said(**EXTERNAL).startswith(
        "70 objektdagar på 3 externa konton × 1 380 kr/år, augusti 2008 (8/12), delad på 31 dagar "
        "= 259,68 kr."
    )
    assert said(**EXTERNAL).endswith("ad_users_2008-07-31.csv, ad_users_2008-08-31.csv, 5 rader.")


def test_a_reading_is_told_with_its_day():
    assert said(**PUPILS).startswith("539 elevkonton vid avläsningen 2008-02-15 × 155 kr/år")


def test_a_decision_is_told_by_its_class():
    assert said(**DECISION).startswith(
        "Anslutning plattform, stor förvaltning enligt årets beslut: 276 000 kr/år, "
        "augusti 2008 (8/12) = 23 000,00 kr."
    )


def test_an_agreement_is_its_own_price():
    assert said(**FIXED) == (
        "Avtal AV-2009-106 om Origo: 974 000 kr/år, augusti 2008 (8/12) = 81 166,67 kr. "
        "Avtalet är i kraft. Källa: tjansteavtal_2009.csv, 1 rad."
    )


def test_a_price_that_changed_inside_the_month_is_told_with_its_days():
    """14 of May's 31 days at 5 880 kr a year for 3 laptops."""
    may = {
        "service_id": "WS-LAP",
        "charge_period": datetime.date(2009, 5, 1),
        "units": 3,
        "unit_days": 42,
        "price_ore": 5880_00,
        "amount_ore": 663_87,
    }

    assert said(**may).startswith(
        "3 bärbara arbetsstationer × 5 880 kr/år, maj 2009 (5/12), 14 av 31 dagar = 663,87 kr."
    )
    assert blocks(**may)[1] == (
        "490,00 kr × 14/31",
        "majs del av 5 880 kr/år (5/12), för 14 av 31 dagar",
    )


def test_two_lists_with_the_same_price_are_both_cited():
    assert "Prislistor PL-2009-v1, PL-2009-v2, samma pris, kommunstyrelsen" in said(
        price_list_ids="PL-2009-v1,PL-2009-v2"
    )


@pytest.mark.parametrize(
    ("status", "agreement_id", "sentence"),
    [
        ("in_force", "AV-1", "Avtal AV-1, i kraft."),
        ("unsigned", "AV-1", "Avtal AV-1, inte undertecknat."),
        ("expired", "AV-1", "Avtal AV-1, utgånget."),
        ("missing", None, "Avtal saknas."),
    ],
)
def test_the_agreement_is_told_as_it_was_on_the_charge_day(status, agreement_id, sentence):
    assert sentence in said(agreement_status=status, agreement_id=agreement_id)


def test_an_unsigned_agreement_with_its_own_amount_says_so():
    assert "Avtalet är inte undertecknat." in said(**{**FIXED, "agreement_status": "unsigned"})


def test_a_service_nobody_has_named_is_told_by_its_name():
    sentence = said(service_id="NEW-1", service_name_sv="Digital skylt")

    assert sentence.startswith("32 st Digital skylt × 2 880 kr/år")


def test_a_price_with_ore_keeps_its_decimals():
    assert "× 5 035,50 kr/år" in said(price_ore=5035_50)


def test_the_three_blocks_hold_quantity_price_and_amount():
    assert blocks() == [
        ("32 st", "i drift den 31 augusti, månadens sista dag"),
        ("240,00 kr", "augustis del av 2 880 kr/år (8/12)"),
        ("7 680,00 kr", "avrundat en gång till hela ören"),
    ]


def test_the_blocks_of_object_days():
    assert blocks(**EXTERNAL)[:2] == [
        ("70 dagar", "objektdagar i augusti"),
        ("115,00 kr ÷ 31", "augustis del av 1 380 kr/år (8/12), delad på 31 dagar"),
    ]


@pytest.mark.parametrize("columns", [{}, EXTERNAL, PUPILS, DECISION, FIXED])
@pytest.mark.parametrize("language", ["sv", "en"])
def test_every_kind_of_line_agrees_with_itself(columns, language):
    line = {**PEDAGOGICAL, **columns}
    told = explain(line, language)

    assert told.recomputed_ore == line["amount_ore"]
    assert told.agrees


def test_a_changed_amount_does_not_agree():
    told = explain({**PEDAGOGICAL, "amount_ore": 7680_01}, "sv")

    assert told.recomputed_ore == 7680_00
    assert not told.agrees


def test_what_a_data_frame_calls_missing_is_missing():
    nan = float("nan")

    assert said(agreement_status="missing", agreement_id=nan, agreement_system=nan) == said(
        agreement_status="missing", agreement_id=None
    )


def test_figures_do_not_break_over_lines():
    told = explain(PEDAGOGICAL, "sv")

    assert "2\xa0880\xa0kr/år" in told.sentence
    assert "32\xa0pedagogiska" in told.sentence
