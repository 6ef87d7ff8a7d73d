"""Limits: ours, and a city's own."""

import pytest

from etl.settings import Settings, SettingsError, settings


def test_without_a_file_of_settings_ours_hold(tmp_path):
    assert settings(tmp_path) == Settings()


def test_a_city_sets_what_it_names_and_no_more(tmp_path):
    (tmp_path / "settings.yaml").write_text("rejects_allowed: 20\n")

    assert settings(tmp_path) == Settings(rejects_allowed=20)


@pytest.mark.parametrize(("rows", "limit"), [(0, 50), (2_549, 50), (2_550, 51), (60_000, 1_200)])
def test_fifty_rows_or_two_per_cent_may_be_rejected_whichever_is_more(rows, limit):
    assert Settings().rejects_limit(rows) == limit


@pytest.mark.parametrize(
    "text", ["reject_allowed: 5", "rejects_allowed: -1", "rejects_allowed: mycket", "- 5"]
)
def test_settings_that_cannot_be_say_what_was_expected(tmp_path, text):
    (tmp_path / "settings.yaml").write_text(text)

    with pytest.raises(SettingsError, match="expected"):
        settings(tmp_path)
