"""The agreements: what is signed, what is charged under each, what has none."""

AGREEMENTS = "/department/agreements"


def test_a_bill_all_under_signed_agreements_says_so(shown):
    page = shown("department-SDI", AGREEMENTS)

    assert "Allt SDF Fosie betalade för i augusti 2008 har ett undertecknat avtal" in page
    assert "AV-2008-002" in page


def test_what_lacks_a_signature_is_told_with_its_kronor_and_what_to_do(shown):
    page = shown("department-UTF", AGREEMENTS)

    assert "saknar ett undertecknat avtal i kraft" in page
    assert "533 333 kr debiteras utan undertecknat avtal i kraft" in page
    assert "skriv under det som väntar på underskrift" in page


def test_a_late_signature_is_told_in_days(shown):
    page = shown("department-UTF", AGREEMENTS)

    assert "2008-01-20, 19 dagar för sent" in page


def test_a_head_sees_only_own_agreements(shown):
    page = shown("department-SDI", AGREEMENTS)

    assert "AV-2008-003" not in page
    assert "Elit" not in page
