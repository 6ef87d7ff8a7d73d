"""Whatever can wait on the work list has words on the month's checklist too."""

import pytest

from dashboard.words import months, worklist


@pytest.mark.parametrize("kind", worklist.KINDS)
def test_what_can_wait_is_on_the_checklist_in_words(speak, kind):
    speak("sv")

    assert months.check(kind)
    assert months.checked(kind, 0) == "ja"
    assert "2" in months.checked(kind, 2)


def test_a_wrong_code_string_is_mended_before_a_month_is_closed():
    """Its lines are sealed by then."""
    assert "code_string" in months.WRONG
    assert "booking_error" not in months.WRONG
