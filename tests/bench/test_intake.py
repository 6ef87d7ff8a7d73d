"""The benchmark's print log is one that intake takes in whole."""

import pytest

from bench import child, intake
from etl import batches

ROWS = 2_000


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    folder = tmp_path_factory.mktemp("intake")
    intake.write(folder / intake.LOG, ROWS)
    return folder


def test_no_row_of_the_log_is_rejected(place):
    home = place / "home"
    child.run(["etl", "load", str(place / intake.LOG)], {"NYTTJA_HOME": str(home)})

    (batch,) = batches.every_batch(home)
    assert (batch.rows_in, batch.rows_accepted, batch.rows_rejected) == (ROWS, ROWS, 0)


def test_the_reference_reads_the_same_rows(place):
    child.run(["bench.intake", "raw", str(place / intake.LOG)])

    assert (place / intake.LOG).with_suffix(".parquet").exists()
