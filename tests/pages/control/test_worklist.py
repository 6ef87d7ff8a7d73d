"""The work list: what waits in a month, with kronor, and where to look."""

WORKLIST = "/control/worklist"


def test_what_must_be_seen_to_is_the_answer(shown):
    page = shown("controller", WORKLIST)

    assert (
        "I augusti 2008: en fil saknas, en fil har avvisade rader och 25 115 kr saknar betalare"
        in page
    )


def test_every_kind_says_how_it_is_ended(shown):
    page = shown("controller", WORKLIST)

    assert "Be källans ägare om filen och läs in den." in page
    assert "Användarkonto medarbetare, standard: varken kodsträng eller känd användare" in page


def test_an_agreement_leads_to_its_department(shown):
    page = shown("controller", WORKLIST)

    assert "/department/agreements?period=2008-08&amp;department=UTF" in page or (
        "/department/agreements?department=UTF" in page
    )
    assert "533 333,33" in page


def test_a_month_where_nothing_waits_says_so(shown):
    page = shown("controller", WORKLIST, "?period=2008-07")

    assert "I juli 2008 väntar bara avtal" in page
