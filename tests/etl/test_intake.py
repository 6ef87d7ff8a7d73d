"""Deliveries: taken in once, claimed by one source, whole or not at all."""

import datetime
import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

import duckdb
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from etl import intake
from etl.batches import batches, deliveries
from etl.intake import NOTHING, Decided, load
from etl.pipeline import stage
from etl.source import SourceError
from tests.etl.conftest import NOON, City

ROOT = Path(__file__).resolve().parents[2]
HEADING = (
    "ElevId;Skola;SkolEnhetskod;Huvudman;Årskurs;Klass;Stadsdel;InskrivenFrom;InskrivenTom;Skyddad"
)
AGREEMENTS = (
    "AvtalId;Förvaltning;Tjänst;ServiceNivå;GällerFrom;GällerTom;Fast_kr;Status;Undertecknad"
)
FEBRUARY, OCTOBER = "elevregister_2008-02-15.csv", "elevregister_2008-10-15.csv"
REPLACE = Decided(replace=True)
LIMITS = "class,headcount_from,valid_from,valid_until,basis\n"
FOREIGN = """
# Computers of the neighbouring town, as its own inventory writes them.
entity: workstations
recognise: {header: [Maskin, Typ, Senast sedd]}
format: {reader: delimited, encoding: latin-1, delimiter: "|"}
snapshot: {from: filename, pattern: '(?P<date>[0-9]{8})'}
fields:
  asset_name:          {column: Maskin}
  chassis:             {column: Typ, map: {Bärbar: Notebook, "*": Desktop}}
  last_inventoried_on: {column: Senast sedd, date: "%d.%m.%Y"}
  main_user_id:        {column: Användare, lower: true}
  environment:         {constant: ADM}
blank: [Rum]
"""


def pupils(*rows: str) -> str:
    return "\n".join([HEADING, *rows, ""])


def pupil(number: int, school: str = "Skolan") -> str:
    return f"E{number:07};{school};S1;Malmö;7;7C;Fosie;2007-08-20;;N"


def test_the_same_content_again_does_nothing(town):
    town.deliver(OCTOBER, pupils(pupil(1)))

    again = town.deliver("elevregister_2008-10-15_ny.csv", pupils(pupil(1)))

    assert (again.outcome, again.rule) == ("duplicate", "S22")
    assert OCTOBER in again.reason_en
    assert town.rows("select count(*) from staging.pupils") == [(1,)]


def test_a_file_that_lies_on_in_the_inbox_is_not_logged_each_time(town):
    town.deliver(OCTOBER, pupils(pupil(1)))
    for _ in range(3):
        town.deliver(OCTOBER, pupils(pupil(1)))
        town.deliver("semester.csv", "a;b\n")

    outcomes = [entry.outcome for entry in deliveries(town.home)]

    assert sorted(outcomes) == ["loaded", "refused"]


def test_the_same_content_for_another_day_is_another_reading(town):
    """A small school where nothing changed: both readings count, and a person is told."""
    town.deliver(FEBRUARY, pupils(pupil(1)))

    second = town.deliver(OCTOBER, pupils(pupil(1)))

    assert second.outcome == "loaded"
    assert FEBRUARY in second.reason_en
    assert town.rows("select count(distinct snapshot_on) from staging.pupils") == [(2,)]


def test_another_content_for_a_day_that_is_loaded_is_refused(town):
    """S23: the earlier version stays."""
    town.deliver(OCTOBER, pupils(pupil(1)))

    second = town.deliver(OCTOBER, pupils(pupil(2)))

    assert (second.outcome, second.rule) == ("refused", "S23")
    assert town.rows("select pupil_id from staging.pupils") == [("E0000001",)]


def test_replaced_by_a_persons_word_the_earlier_version_is_kept_and_can_be_read(town):
    """S23: what was loaded at any moment can be staged again."""
    first, second = (town.inbox / f"elevregister_2008-10-15_{no}.csv" for no in (1, 2))
    first.write_text(pupils(pupil(1)), "cp1252")
    second.write_text(pupils(pupil(2)), "cp1252")
    at(town, first, 1)

    replaced = at(town, second, 2, REPLACE)

    assert (replaced.outcome, replaced.notes) == ("loaded", ("E03", "S34"))
    assert "replaces elevregister_2008-10-15_1.csv, loaded 2026-01-15 13:00" in replaced.reason_en
    assert staged(town) == ["E0000002"]
    assert staged(town, hours(1)) == ["E0000001"]
    assert staged(town, hours(0)) == []
    outcomes = [entry.outcome for entry in deliveries(town.home)]
    assert outcomes == ["replaced", "loaded"]


def test_a_replaced_file_that_lies_on_in_the_inbox_does_not_come_back(town):
    first, second = (town.inbox / f"elevregister_2008-10-15_{no}.csv" for no in (1, 2))
    first.write_text(pupils(pupil(1)), "cp1252")
    second.write_text(pupils(pupil(2)), "cp1252")
    at(town, first, 1)
    at(town, second, 2, REPLACE)

    again = load([town.inbox], town.home, now=lambda: hours(3))

    assert [delivery.outcome for delivery in again] == ["duplicate", "duplicate"]
    assert staged(town) == ["E0000002"]


def test_the_first_version_can_replace_the_second_and_every_turn_is_remembered(town):
    first, second = (town.inbox / f"elevregister_2008-10-15_{no}.csv" for no in (1, 2))
    first.write_text(pupils(pupil(1)), "cp1252")
    second.write_text(pupils(pupil(2)), "cp1252")
    at(town, first, 1)
    at(town, second, 2, REPLACE)

    at(town, first, 3, REPLACE)

    told = [staged(town, hours(hour)) for hour in (0, 1, 2, 3)]
    assert told == [[], ["E0000001"], ["E0000002"], ["E0000001"]]


def test_replacing_a_file_by_itself_reads_it_anew(town):
    """After the city's source, settings or registers have changed."""
    path = town.inbox / OCTOBER
    path.write_text(pupils(pupil(1)), "cp1252")
    at(town, path, 1)
    ours = (ROOT / "etl" / "sources" / "elevregister.yaml").read_text(encoding="utf-8")
    town.own_source("elevregister", ours.replace("{column: Skola}", "{constant: Vår skola}"))

    at(town, path, 2, REPLACE)

    assert town.rows("select school_name from staging.pupils") == [("Vår skola",)]
    assert len(batches(town.home)) == 1


def test_a_register_without_a_day_needs_nobodys_word_and_its_versions_are_remembered(town):
    """The newest version rules; the register states no day that could be loaded already."""
    path = town.inbox / "size_limits.csv"
    for hour, heads in ((1, 100), (2, 200), (3, 100)):
        path.write_text(f"{LIMITS}M,{heads},2007-01-01,,x\n", "utf-8")
        assert at(town, path, hour).outcome == "loaded"

    told = [staged(town, hours(hour), "headcount_from", "size_limits") for hour in (1, 2, 3)]

    assert told == [[100], [200], [100]]


def test_a_dated_register_needs_a_persons_word_like_any_other_file(town):
    row = "AV-1;Stadskontoret;Plattform;{};2007-01-01;2008-12-31;0;Gällande;"
    for name, level in (("tjansteavtal_2007.csv", "Silver"), ("tjansteavtal_2007_ny.csv", "Guld")):
        (town.inbox / name).write_text("\n".join([AGREEMENTS, row.format(level), ""]), "cp1252")
    at(town, town.inbox / "tjansteavtal_2007.csv", 1)

    refused = at(town, town.inbox / "tjansteavtal_2007_ny.csv", 2)

    assert refused.rule == "S23"
    at(town, town.inbox / "tjansteavtal_2007_ny.csv", 3, REPLACE)
    assert staged(town, None, "service_level", "agreements") == ["Guld"]


def hours(after_noon: int) -> datetime.datetime:
    return NOON + datetime.timedelta(hours=after_noon)


def at(town, path: Path, hour: int, decided: Decided = NOTHING):
    """Load one file so many hours after noon."""
    (delivery,) = load([path], town.home, decided, now=lambda: hours(hour))
    return delivery


def staged(town, moment=None, column: str = "pupil_id", entity: str = "pupils") -> list:
    """One column of what was loaded at a moment."""
    with duckdb.connect() as connection:
        stage(connection, town.home, moment)
        rows = connection.execute(f"select {column} from staging.{entity} order by 1").fetchall()
    return [value for (value,) in rows]


def test_a_register_is_its_newest_version_also_when_an_old_one_comes_back(town):
    first, second = (f"{LIMITS}M,{heads},2007-01-01,,x\n" for heads in (100, 200))
    current = "select headcount_from from staging.size_limits"

    town.deliver("size_limits.csv", first, "utf-8")
    town.deliver("size_limits.csv", second, "utf-8")
    assert town.rows(current) == [(200,)]

    town.deliver("size_limits.csv", first, "utf-8")
    assert town.rows(current) == [(100,)]


def test_of_agreements_the_newest_file_that_names_one_rules(town):
    row = "AV-{};Stadskontoret;Plattform;Silver;2007-01-01;2008-12-31;0;{};"
    town.deliver("tjansteavtal_2008.csv", "\n".join([AGREEMENTS, row.format(2, "Gällande"), ""]))
    town.deliver(
        "tjansteavtal_2007.csv",
        "\n".join([AGREEMENTS, row.format(1, "Gällande"), row.format(2, "Ej undertecknad"), ""]),
    )

    found = town.rows("select agreement_id, status from staging.agreements order by all")

    assert found == [("AV-1", "Gällande"), ("AV-2", "Gällande")]


def test_foreign_headings_need_a_yaml_and_no_python(town):
    """Other names, order, delimiter, encoding, date form and words: taken in all the same."""
    town.own_source("grannstaden", FOREIGN)
    content = (
        "Senast sedd|Maskin|Rum|Typ|Användare\n31.08.2008|DATOR-1|12|Bärbar|ANNA1\n"
        "30.08.2008|DATOR-2|13|Torn|\n"
    )

    delivery = town.deliver("inventering_20080831.txt", content, "latin-1")

    assert delivery.outcome == "loaded", delivery.reason_en
    found = town.rows("""
        select asset_name, chassis, environment, last_inventoried_on::varchar, main_user_id,
            snapshot_on::varchar, serial_no
        from staging.workstations order by asset_name
    """)
    assert found == [
        ("DATOR-1", "Notebook", "ADM", "2008-08-31", "anna1", "2008-08-31", None),
        ("DATOR-2", "Desktop", "ADM", "2008-08-30", None, "2008-08-31", None),
    ]


def test_a_citys_own_source_wins_over_ours(town):
    ours = (ROOT / "etl" / "sources" / "elevregister.yaml").read_text(encoding="utf-8")
    town.own_source("stadens_elever", ours.replace("{column: Skola}", "{constant: Vår skola}"))

    delivery = town.deliver(OCTOBER, pupils(pupil(1)))

    assert delivery.batch.source_id == "stadens_elever"
    assert town.rows("select school_name from staging.pupils") == [("Vår skola",)]


def test_two_sources_that_claim_a_file_are_both_named(town):
    for name in ("norra", "södra"):
        town.own_source(name, FOREIGN)

    delivery = town.deliver("inventering_20080831.txt", "Maskin|Typ|Senast sedd|Användare\n")

    assert (delivery.outcome, delivery.rule) == ("refused", "R02")
    assert "norra, södra" in delivery.reason_sv


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("entity: workstations", "entity: datorer", "an entity"),
        ("asset_name: ", "asset_nam: ", "unknown fields"),
        ("blank: [Rum]", "blank: [Användare]", "personal columns"),
        ("lower: true", "lowercase: true", "unknown keys"),
        ("reader: delimited", "reader: xml", "a reader"),
        ("recognise: {header: [Maskin, Typ, Senast sedd]}", "recognise: {}", "recognise.file"),
        ("snapshot:", "# snapshot:", "snapshot"),
    ],
)
def test_a_source_that_cannot_be_says_what_was_expected(town, old, new, words):
    town.own_source("grannstaden", FOREIGN.replace(old, new))

    with pytest.raises(SourceError, match=words):
        town.deliver("inventering_20080831.txt", "x")


def test_personal_columns_reach_no_file(town):
    """D32: batches, their texts and rejects hold no class, and of a broken row no text at all."""
    bad = "E0000003;HEMLIG;för få fält"
    town.deliver(OCTOBER, pupils(pupil(1).replace("7C", "HEMLIG"), bad))

    written = [path for path in town.home.rglob("*") if path.is_file()]

    assert len(written) == 4
    assert not any(b"HEMLIG" in path.read_bytes() for path in written)
    assert "HEMLIG" not in str(town.rows("from staging.rejects"))


def test_too_many_rejected_rows_refuse_the_file_and_say_where_to_look(town):
    bad = [pupil(number).replace(";N", ";?") for number in range(51)]

    delivery = town.deliver(OCTOBER, pupils(pupil(99), *bad))

    assert (delivery.outcome, delivery.rule) == ("refused", "R03")
    assert "51 of 52 rows were rejected, more than 50" in delivery.reason_en
    assert delivery.reason_en.endswith(
        "V02 in column Skyddad, first on line 3: the value is not in the list of known values"
    )


def test_fifty_rejected_rows_are_within_the_limit(town):
    bad = [pupil(number).replace(";N", ";?") for number in range(50)]

    delivery = town.deliver(OCTOBER, pupils(pupil(99), *bad))

    assert delivery.outcome == "loaded"
    assert (delivery.batch.rows_accepted, delivery.batch.rows_rejected) == (1, 50)


def test_rejects_keep_a_thousand_rows_in_a_large_file(town):
    """Two per cent of 60 000 rows are 1 200."""
    rows = [pupil(number) for number in range(59_000)]
    bad = [pupil(number).replace(";N", ";?") for number in range(1_000)]

    delivery = town.deliver(OCTOBER, pupils(*rows, *bad))

    assert (delivery.batch.rows_in, delivery.batch.rows_rejected) == (60_000, 1_000)


def test_the_order_of_files_and_the_number_of_processes_change_nothing(tmp_path, monkeypatch):
    """Two processes from the last name to the first: the same bytes as one the other way."""
    first, second = (
        City(tmp_path / name) for name in ("a", "b") if (tmp_path / name).mkdir() is None
    )
    files = []
    for month in range(1, 5):
        files.append(tmp_path / f"elevregister_2008-0{month}-15.csv")
        files[-1].write_text(pupils(*(pupil(no) for no in range(month * 10))), "cp1252")
    load(files, first.home, now=lambda: NOON)
    monkeypatch.setattr(intake, "WORTH_PROCESSES", 0)

    load(files[::-1], second.home, now=lambda: NOON)

    assert everything(second.home) == everything(first.home)
    assert len(batches(second.home)) == 4


def everything(home: Path) -> dict[str, bytes]:
    return {str(p.relative_to(home)): p.read_bytes() for p in home.rglob("*") if p.is_file()}


def test_a_load_killed_half_way_leaves_nothing_half(town):
    """The entry in the register is written last: without it the batch is not there."""
    path = town.inbox / OCTOBER
    path.write_text(pupils(pupil(1)), "cp1252")
    code = (
        "import sys; from pathlib import Path; from etl.intake import load;"
        "load([Path(sys.argv[1])], Path(sys.argv[2]))"
    )

    killed = subprocess.run(
        [sys.executable, "-c", code, str(path), str(town.home)],
        env={**os.environ, "ETL_DIE_AT": "batch moved"},
        cwd=ROOT,
        check=False,
    )

    assert killed.returncode == -signal.SIGKILL
    assert batches(town.home) == []
    assert town.rows("select count(*) from staging.pupils") == [(0,)]
    assert town.load(path).outcome == "loaded"
    assert not list((town.home / "batches").glob(".loading-*"))


def test_a_line_of_the_log_cut_off_by_a_crash_harms_no_other(town):
    town.deliver("semester.csv", "a;b\n")
    with (town.home / "batches" / "deliveries.jsonl").open("a") as stream:
        stream.write('\n{"delivered_at": "2008-')

    town.deliver("frånvaro.csv", "a;b\n")

    assert [entry.file_name for entry in deliveries(town.home)] == ["frånvaro.csv", "semester.csv"]


def test_the_ledgers_control_sum_leaves_rejected_rows_out(town):
    """100,00 + 0,05 kr; the row of 7,00 kr has no voucher."""
    rows = (
        "Period;Vernr;Datum;Konto;Kontotext;Ansvar;Verksamhet;Projekt;Motpart;Belopp;Text\n"
        "200808;A1;2008-08-31;7591;;;;;;100,00;\n"
        "200808;A2;2008-08-31;7591;;;;;;0,05;\n"
        "200808;;2008-08-31;7591;;;;;;7,00;\n"
    )

    delivery = town.deliver("huvudbok_it_2008-08.csv", rows)

    assert delivery.batch.control_sum_ore == 100_05
    assert town.rows("select sum(amount_ore)::bigint from staging.ledger_rows") == [(100_05,)]


def test_progress_is_told_after_each_file(town):
    for name in (FEBRUARY, OCTOBER):
        (town.inbox / name).write_text(pupils(pupil(1)), "cp1252")
    told = []

    load([town.inbox], town.home, progress=lambda *step: told.append(step))

    assert told == [(1, 2, FEBRUARY), (2, 2, OCTOBER)]


def test_a_clock_that_goes_back_does_not_bring_an_old_register_back(town):
    path = town.inbox / "size_limits.csv"
    for heads, day in ((100, 2), (200, 1)):
        path.write_text(f"{LIMITS}M,{heads},2007-01-01,,x\n", "utf-8")
        load([path], town.home, now=lambda day=day: NOON - datetime.timedelta(days=-day))

    assert town.rows("select headcount_from from staging.size_limits") == [(200,)]


CELLS = st.sampled_from(
    ["", " ", "E1", "Malmö", "7,5", "2008-08-18", "2008-02-30", "N", "J", "?", '"', '""', '"a;b"',
     '"a\nb"', "\x00", "Skola", "a" * 20, "99991231", "\ufeff", "#x"]
)  # fmt: skip
ROWS = st.lists(
    st.one_of(
        st.lists(CELLS, min_size=1, max_size=12).map(";".join),
        st.just(pupil(1)),
        st.just(HEADING),
    ),
    max_size=12,
)


@settings(max_examples=25, deadline=None)
@example([';;;;;;;;;"a\nb"'])
@given(ROWS)
def test_every_row_is_accepted_or_rejected_and_a_second_load_changes_nothing(rows):
    with tempfile.TemporaryDirectory() as folder:
        town = City(Path(folder))
        first = town.deliver(OCTOBER, pupils(*rows).encode("utf-8-sig"))
        before = everything(town.home)

        again = town.load(town.inbox / OCTOBER)

        assert again.outcome == ("duplicate" if first.outcome == "loaded" else "refused")
        assert everything(town.home) == before
        if first.batch:
            ((accepted,),) = town.rows("select count(*) from staging.pupils")
            ((rejected,),) = town.rows("select count(*) from staging.rejects")
            assert first.batch.rows_in == accepted + rejected
