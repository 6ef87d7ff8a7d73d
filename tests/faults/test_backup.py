"""F19, T24: a backup taken while files are loaded, restored in another place, gives the same."""

import json
import os
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from chargeback import builds
from chargeback.home import journal_url
from etl.backup import LIST, BackupError, backup, restore
from etl.batches import batches
from etl.clock import now
from etl.intake import load
from etl.run import delivered, verify
from journal.facts import By, NewFact
from journal.store import Journal
from tests.faults.village import MONTHS, ROOT, Village, served_hash, surroundings

KINDS = ["folder", "file.tar"]


@pytest.fixture(scope="module")
def loaded_once(tmp_path_factory):
    """A month of the village, loaded and not built."""
    village = Village(tmp_path_factory.mktemp("loaded"), MONTHS[:1])
    load(delivered(village.home), village.home)
    return village.home


@pytest.fixture
def loaded(loaded_once, tmp_path):
    """A copy of it."""
    return Path(shutil.copytree(loaded_once, tmp_path / "loaded"))


def modes(path):
    """Who may do what with it and all that lies in it."""
    return {stat.S_IMODE(found.stat().st_mode) for found in (path, *path.rglob("*"))}


def taken_in(home):
    """What lies there of every file that was taken in, by name."""
    return {path.name for path in (home / "batches").rglob("*.*")}


@pytest.mark.parametrize("kind", KINDS)
def test_t24_what_is_restored_elsewhere_is_the_same_and_only_its_owner_reads_it(
    loaded, tmp_path, kind
):
    home, to, elsewhere = loaded, tmp_path / kind, tmp_path / "elsewhere"

    listed = backup(home, to)
    restore(to, elsewhere)

    assert modes(to) <= {0o600, 0o700}
    assert batches(elsewhere) == batches(home)
    assert taken_in(elsewhere) == taken_in(home)
    assert verify(elsewhere) == verify(home)
    assert verify(home)[0].head == listed["head"]
    assert {p.name for p in elsewhere.iterdir()} == {"batches", "journal", "reference"}


@pytest.mark.full
@pytest.mark.parametrize("kind", KINDS)
def test_t24_build_and_publish_after_restoring_give_the_same_content(
    warm, at_stage, expected, tmp_path, kind
):
    elsewhere = tmp_path / "another" / "place"

    warm.run(at_stage("three"), "backup", tmp_path / kind, check=True)
    for command in (["restore", tmp_path / kind], ["build"], ["publish"]):
        warm.run(elsewhere, *command, check=True)

    assert served_hash(elsewhere) == expected
    assert builds.read_manifest(elsewhere, builds.current_id(elsewhere)).tables


@pytest.mark.full
def test_f19_a_backup_while_a_load_runs_is_of_one_moment(warm, tmp_path, expected):
    """Whatever has come in by then builds; loading the rest gives what it always gave."""
    village = Village(tmp_path, MONTHS)
    taken = []
    with subprocess.Popen(
        [sys.executable, "-m", "etl", "load"], cwd=ROOT, env=surroundings(village.home),
        stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True,
    ) as loading:  # fmt: skip
        for line in loading.stderr:
            if "load" in line and len(taken) < 3:
                taken.append(tmp_path / f"backup-{len(taken)}")
                backup(village.home, taken[-1])
    assert loading.returncode == 0
    assert len(taken) == 3

    for path in taken:
        elsewhere = tmp_path / f"restored-{path.name}"
        restore(path, elsewhere)
        shutil.copytree(village.inbox, elsewhere / "inbox")
        warm.run(elsewhere, "run", check=True)
        assert served_hash(elsewhere) == expected


def test_f19_a_backup_taken_while_somebody_decides_holds_a_whole_journal(loaded, tmp_path):
    """A writer that has not finished is not in it; one that has is, though beside the file."""
    home = loaded
    journal = Journal(journal_url(home))
    before = len(journal.facts())
    said = NewFact(By("Controllern", "controller"), "comment", "x", "en anmärkning")
    journal.append(said, now())
    with journal.writing(now()) as pen:
        pen.append(said)
        listed = backup(home, tmp_path / "backup")

    assert listed["facts"] == before + 1
    restore(tmp_path / "backup", tmp_path / "elsewhere")
    assert verify(tmp_path / "elsewhere")[0].broken is None


def spoilt(path):
    """Change one byte of a batch."""
    batch = min(path.rglob("*.parquet"))
    content = bytearray(batch.read_bytes())
    content[len(content) // 2] ^= 1
    batch.write_bytes(content)


def unfinished(path):
    (path / LIST).unlink()


def without_a_file(path):
    min(path.rglob("*.parquet")).unlink()


def leads_outside(path):
    text = json.loads((path / LIST).read_text())
    text["files"]["../outside"] = "0" * 64
    (path / LIST).write_text(json.dumps(text))


@pytest.mark.parametrize("harm", [spoilt, unfinished, without_a_file, leads_outside])
def test_t24_a_backup_that_is_not_whole_is_refused_and_leaves_nothing(loaded, tmp_path, harm):
    backup(loaded, tmp_path / "backup")
    harm(tmp_path / "backup")

    with pytest.raises(BackupError):
        restore(tmp_path / "backup", tmp_path / "elsewhere")
    assert list((tmp_path / "elsewhere").iterdir()) == []


def test_t24_a_cut_file_is_refused(loaded, tmp_path):
    backup(loaded, tmp_path / "backup.tar")
    os.truncate(tmp_path / "backup.tar", 40_000)

    with pytest.raises(BackupError):
        restore(tmp_path / "backup.tar", tmp_path / "elsewhere")


def test_t24_nothing_is_written_over(loaded, tmp_path):
    home = loaded
    backup(home, tmp_path / "backup")

    with pytest.raises(BackupError, match="is there already"):
        backup(home, tmp_path / "backup")
    with pytest.raises(BackupError, match="holds"):
        restore(tmp_path / "backup", home)
