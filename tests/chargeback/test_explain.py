"""Every kind of line says how it came about, and computes itself again."""

import datetime

import pytest

from chargeback.explain import explain

PEDAGOGICAL = {
    "cost_centre_id": "40730",
    "code_string": "7591-40730-4070-00000-111",
    "service_id": "WS-PED",
    "service_name_sv": "Arbetsstation pedagogisk",
    "service_name_en": "Pedagogical workstation",
    "rule": "month_end",
    "fee_kind": "yearly",
    "unit_sv": "arbetsstation",
    "unit_en": "workstation",
    "charge_period": datetime.date(2008, 8, 1),
    "counted_on": datetime.date(2008, 8, 31),
    "units": 32,
    "quantity": 32_000,
    "gross_quantity": None,
    "allowance": None,
    "allowance_quantity": None,
    "quantity_left_over": None,
    "department_gross_quantity": None,
    "department_quantity": None,
    "department_amount_ore": None,
    "left_over_ore": None,
    "unit_days": 32 * 31,
    "quantity_days": 32_000 * 31,
    "days_in_month": 31,
    "price_ore": 2880_00,
    "price_e4": None,
    "tier_kind": None,
    "tiers": None,
    "price_agreement_id": None,
    "headcount": None,
    "headcount_on": None,
    "size_from": None,
    "size_until": None,
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
    "quantity": 3_000,
    "unit_days": 70,
    "quantity_days": 70_000,
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
    "quantity": 539_000,
    "unit_days": 539 * 31,
    "quantity_days": 539_000 * 31,
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
    "fee_kind": "decision",
    "counted_on": None,
    "units": 1,
    "quantity": 1_000,
    "unit_days": 31,
    "quantity_days": 31_000,
    "headcount": 1329,
    "headcount_on": datetime.date(2007, 12, 31),
    "size_from": 1000,
    "price_ore": 276000_00,
    "amount_ore": 23000_00,
    "source_files": "size_classes.csv",
    "object_count": 1,
}
FIXED = {
    **DECISION,
    "service_id": "SYS-DRIFT",
    "rule": "fixed",
    "fee_kind": "agreement",
    "price_ore": 974000_00,
    "amount_ore": 81166_67,
    "price_list_ids": None,
    "decision": None,
    "decided_on": None,
    "agreement_id": "AV-2009-106",
    "agreement_system": "Origo",
    "source_files": "tjansteavtal_2009.csv",
}

USE = {"units": 0, "unit_days": None, "quantity_days": None, "counted_on": None, "price_ore": None}
PAGES = {
    **USE,
    "service_id": "PRT-SV",
    "service_name_sv": "Utskrift svartvit sida",
    "service_name_en": "Black-and-white page",
    "rule": "sum",
    "fee_kind": "metered",
    "unit_sv": "sida",
    "unit_en": "page",
    "quantity": 12_345_000,
    "price_e4": 3400,
    "amount_ore": 4197_30,
    "source_files": "utskrifter_2008-08.csv",
    "object_count": 4119,
}
HOURS = {
    **PAGES,
    "service_id": "KON-TIM",
    "unit_sv": "timme",
    "unit_en": "hour",
    "quantity": 6_500,
    "price_e4": 760_0000,
    "amount_ore": 4940_00,
}
STORAGE = {
    **PAGES,
    "service_id": "STO-GB",
    "rule": "on_day",
    "counted_on": datetime.date(2008, 8, 20),
    "unit_sv": "GB-månad",
    "unit_en": "GB-month",
    "allowance": "5 GB per ACC-STD",
    "allowance_quantity": 700_000,
    "department_gross_quantity": 812_400,
    "department_quantity": 112_400,
    "gross_quantity": 97_250,
    "quantity": 13_456,
    "quantity_left_over": 1,
    "price_e4": 24_0000,
    "amount_ore": 322_94,
}
CALLS = {
    **PAGES,
    "service_id": "TEL-TRAF",
    "service_name_sv": "Samtalstrafik",
    "service_name_en": "Call traffic",
    "fee_kind": "passed_through",
    "unit_sv": "krona",
    "unit_en": "SEK",
    "quantity": -1_200,
    "price_e4": None,
    "amount_ore": -1_20,
    "price_list_ids": None,
    "decision": None,
    "decided_on": None,
}
CONNECTED = {
    **USE,
    "service_id": "WS-ANSL",
    "rule": "event",
    "fee_kind": "one_off",
    "unit_sv": "styck",
    "unit_en": "each",
    "units": 3,
    "quantity": 3_000,
    "price_ore": 600_00,
    "amount_ore": 1800_00,
    "object_count": 3,
}
TIERS = {
    **PAGES,
    "price_e4": None,
    "quantity": 300_000,
    "department_quantity": 1_500_000,
    "department_amount_ore": 500_00,
    "left_over_ore": 0,
    "tier_kind": "graduated",
    "tiers": "0/1:3500|1000/1:3000",
    "amount_ore": 100_00,
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
    one = {"units": 1, "quantity": 1_000, "unit_days": 31, "quantity_days": 31_000}
    sentence = said(**one, amount_ore=240_00, object_count=1)

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
        "Anslutning plattform, stor förvaltning enligt årets beslut (1 329 anställda den "
        "31 december 2007, gräns 1 000): 276 000 kr/år, augusti 2008 (8/12) = 23 000,00 kr."
    )


def test_the_smallest_class_is_told_by_the_limit_it_is_below():
    sentence = said(**{**DECISION, "headcount": 249, "size_from": None, "size_until": 250})

    assert "(249 anställda den 31 december 2007, under gränsen 250)" in sentence


def test_a_unit_shared_by_two_is_told_by_its_part():
    site = {"service_id": "CONN-SITE-10", "unit_sv": "anslutning", "price_ore": 13_800_00}
    part = {"units": 1, "quantity": 500, "quantity_days": 15_500, "amount_ore": 575_00}

    assert said(**site, **part).startswith("0,5 nätanslutning 10 Mbit/s × 13 800 kr/år")
    assert explain({**PEDAGOGICAL, **site, **part}, "sv").agrees


def test_use_is_told_with_its_unit_and_price():
    assert said(**PAGES).startswith(
        "12 345 svartvita sidor × 0,34 kr/sida, augusti 2008 = 4 197,30"
    )
    assert said("en", **HOURS).startswith(
        "6.50 consulting hours × 760 kr/hour, August 2008 = 4,940"
    )
    assert said(**{**PAGES, "price_e4": 3425}).startswith("12 345 svartvita sidor × 0,3425 kr/sida")


def test_the_blocks_of_use():
    assert blocks(**HOURS) == [
        ("6,50 tim", "använt i augusti"),
        ("760 kr", "per timme"),
        ("4 940,00 kr", "avrundat en gång till hela ören"),
    ]


def test_what_is_above_the_allowance_is_told_for_the_department_and_for_the_line():
    assert said(**STORAGE).startswith(
        "Förvaltningens 812,4 GB − 5 GB × 140 standardkonton = 112,4 GB; kostnadsställets andel, "
        "97,25 av 812,4 GB (med 0,001 som blev över i delningen): 13,456 GB × 24 kr/GB-månad, "
        "augusti 2008 = 322,94 kr."
    )
    told = explain({**PEDAGOGICAL, **STORAGE}, "sv")
    assert [value.replace("\xa0", " ") for value, _ in told.factors] == [
        *("812,4 GB", "5 × 140", "112,4 GB", "97,25/812,4", "13,456 GB", "24 kr", "322,94 kr"),
    ]
    assert told.signs == ["−", "=", "×", "=", "×", "="]


def test_a_department_within_its_allowance_pays_nothing():
    within = {"department_quantity": 0, "department_gross_quantity": 612_400, "quantity": 0}

    told = explain({**PEDAGOGICAL, **STORAGE, **within, "quantity_left_over": 0}, "sv")

    assert told.recomputed_ore == 0
    assert "= 0,0 GB" in told.sentence.replace("\xa0", " ")


def test_what_is_passed_through_is_told_as_it_is():
    assert said(**CALLS).startswith(
        "−1,20 kr för samtalstrafik i augusti 2008, vidare öre för öre. Avtal"
    )
    assert blocks(**CALLS)[0] == ("−1,20 kr", "källans belopp i augusti")


def test_an_event_is_told_by_the_piece():
    assert said(**CONNECTED).startswith("3 nyanslutna arbetsstationer × 600 kr per styck")


@pytest.mark.parametrize(
    ("kind", "tiers", "department_ore", "words", "first"),
    [
        (
            "graduated",
            "0/1:3500|1000/1:3000",
            500_00,
            "varje steg till sitt pris",
            "1 000 × 0,35 kr",
        ),
        ("volume", "0/1:3500|1000/1:3000", 450_00, "allt till priset", "1 500 × 0,30 kr"),
        ("package", "0/400:350000", 140_00, "från 0: 35 kr per 400", "4 × 35 kr"),
        ("flat", "0/1:500000|1000/1:20000000", 2000_00, "beloppet för steget", "2 000 kr"),
    ],
)
def test_tiers_are_told_step_by_step_and_shared_out(kind, tiers, department_ore, words, first):
    line = {
        **TIERS,
        "tier_kind": kind,
        "tiers": tiers,
        "department_amount_ore": department_ore,
        "amount_ore": department_ore // 5,
    }

    told = explain({**PEDAGOGICAL, **line}, "sv")

    assert words in told.sentence.replace("\xa0", " ")
    assert "kostnadsställets andel, 300 av 1 500 svartvita sidor" in said(**line)
    assert told.factors[0][0].replace("\xa0", " ") == first
    assert len(told.signs) == len(told.factors) - 1
    assert told.agrees


def test_a_price_by_agreement_names_it_and_who_agreed():
    agreed = {"price_list_ids": None, "price_agreement_id": "AV-1", "decided_on": None}

    assert "Pris enligt avtal AV-1, IT-rådet 2008-02-04. " in said(
        **agreed, decision="IT-rådet 2008-02-04"
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
        "quantity": 3_000,
        "unit_days": 42,
        "quantity_days": 42_000,
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


@pytest.mark.parametrize(
    "columns",
    [{}, EXTERNAL, PUPILS, DECISION, FIXED, PAGES, HOURS, STORAGE, CALLS, CONNECTED, TIERS],
)
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


CORRECTED = {
    **PEDAGOGICAL,
    "is_correction": True,
    "now_ore": 7680_00,
    "before_ore": 7920_00,
    "amount_ore": -240_00,
}


@pytest.mark.parametrize(
    ("language", "begins"),
    [
        (
            "sv",
            "Rättelse av augusti 2008: raden är nu 7 680,00 kr, debiterat tidigare 7 920,00 kr, ",
        ),
        (
            "en",
            "Correction of August 2008: the line is now 7,680.00 kr, charged before 7,920.00 kr, ",
        ),
    ],
)
def test_a_correction_says_what_is_now_what_was_charged_and_the_difference(language, begins):
    """32 machines at 240 kr a month were 33."""
    told = explain(CORRECTED, language)

    assert told.sentence.replace("\xa0", " ").startswith(begins)
    assert (told.recomputed_ore, told.agrees) == (-240_00, True)
    assert explain({**CORRECTED, "before_ore": 7920_01}, language).agrees is False


def test_a_line_that_is_gone_is_paid_back_in_full():
    gone = {"now_ore": 0, "before_ore": 7680_00, "amount_ore": -7680_00, "object_count": 0}
    told = explain({**CORRECTED, **gone, "quantity": 0, "quantity_days": 0}, "sv")

    assert told.sentence.endswith("Raden finns inte längre kvar i underlaget.")
    assert (told.recomputed_ore, told.agrees) == (-7680_00, True)
