"""Names and manifests of builds on disk."""

import os

import pytest

from chargeback import builds
from chargeback.builds import Manifest

MANIFEST = Manifest("20080903T120000Z-abc", "abc", 4, "0f", {"marts.periods": "11"})


@pytest.fixture
def home(tmp_path):
    builds.warehouse(tmp_path).mkdir()
    return tmp_path


def test_a_manifest_is_read_as_it_was_written(home):
    builds.write_manifest(home, MANIFEST)

    assert builds.read_manifest(home, MANIFEST.build_id) == MANIFEST


@pytest.mark.parametrize("text", ["", "{", "[]", '{"build_id": "x"}', "null"])
def test_what_is_no_manifest_is_refused(home, text):
    builds.manifest_path(home, "b").write_text(text)

    with pytest.raises(ValueError, match=r"manifest|Expecting"):
        builds.read_manifest(home, "b")


def test_before_the_first_build_there_is_no_current_one(home):
    assert builds.current_id(home) is None


def test_a_file_without_manifest_is_no_build(home):
    builds.build_path(home, "1").touch()
    builds.build_path(home, "2").touch()
    builds.manifest_path(home, "2").touch()

    assert builds.build_ids(home) == ["2"]


def test_a_write_that_breaks_off_leaves_the_old_text(home, monkeypatch):
    path = home / "CURRENT"
    builds.write_whole(path, "old")

    def fail(_handle):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", fail)

    with pytest.raises(OSError, match="No space"):
        builds.write_whole(path, "new")
    assert path.read_text() == "old"
