"""A village with files of its own: a run through it takes two seconds, whatever is done to it.

Two customers and their supplier; accounts, workstations, employments, calls, an agreement and a
ledger with two pools. Every month is written from its number alone, so a test says no more than
which months there are.
"""

import calendar
import csv
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from chargeback import builds

ROOT = Path(__file__).resolve().parents[2]
MONTHS = ("2008-01", "2008-02", "2008-03")
STEPS_OF_LOAD = ("batch moved",)
STEPS_OF_BUILD = ("staged", "calculated", "audited")
STEPS_OF_PUBLISH = ("copied", "checkpointed", "verified", "written", "renamed", "manifest")

ALWAYS = {"valid_from": "1996-01-01", "valid_until": "", "basis": "constructed"}
DEPARTMENTS = {
    "SDI": ("125", "Fosie", "0"),
    "KUL": ("126", "Kulturen", "0"),
    "SEF": ("111", "Service", "1"),
}
COST_CENTRES = {
    "40700": ("4700", "Fosies ledning", "SDI", "1"),
    "40730": ("4711", "Förskolan", "SDI", "0"),
    "50100": ("5100", "Kulturens ledning", "KUL", "1"),
    "11100": ("1110", "Service", "SEF", "1"),
    "11120": ("1112", "Klientdrift", "SEF", "0"),
}
# Kind of fee, rule, days, source, öre a year.
SERVICES = {
    "WS-ADM": ("yearly", "month_end", "", "sccm_datorer", 5280_00),
    "WS-LAP": ("yearly", "month_end", "", "sccm_datorer", 6120_01),
    "ACC-STD": ("yearly", "month_end", "", "ad_users", 1380_00),
    "ACC-EXT": ("yearly", "day_exact", "", "ad_users", 1383_00),
    "TEL-FAST": ("yearly", "month_end", "", "anknytningar", 1080_00),
    "TEL-TRAF": ("passed_through", "sum", "", "samtal", None),
    "SYS-DRIFT": ("agreement", "fixed", "", "tjansteavtal", None),
}
MACHINES = (
    "Datornamn;Serienummer;Tillverkare;Modell;Chassityp;Operativsystem;SenasteInventering;"
    "SenastInloggad;Förvaltning;Plats;Inköpsdatum;Kodsträng;Miljö"
)
ACCOUNTS = (
    "sAMAccountName,userPrincipalName,displayName,employeeID,department,company,"
    "physicalDeliveryOfficeName,title,manager,userAccountControl,whenCreated,lastLogonTimestamp,"
    "accountExpires,distinguishedName,extensionAttribute1"
)
EXTENSIONS = "Anknytning;Typ;Status;Användare;Förvaltning;Ansvar;Placering;Ansluten;Avslutad"
EMPLOYMENTS = "PersonId;AnstNr;Efternamn;Förnamn;OrgKod;Befattning;AnstForm;SyssGrad;From;Tom;Chef"
UNITS = "OrgNivå;OrgKod;OrgNamn;ÖverordnadKod;Ansvar;GiltigFrom;GiltigTom"
CALLS = "Datum;Tid;Anknytning;TypAnkn;UppringtNummer;Samtalstyp;Längd_sek;Belopp_kr;Kostnadsställe"
AGREEMENTS = (
    "AvtalId;Förvaltning;Tjänst;ServiceNivå;GällerFrom;GällerTom;Fast_kr;Status;Undertecknad"
)
LEDGER = "Period;Vernr;Datum;Konto;Kontotext;Ansvar;Verksamhet;Projekt;Motpart;Belopp;Text"


class Village:
    """The village's home and inbox under one folder."""

    def __init__(self, folder: Path, months: Sequence[str] = MONTHS) -> None:
        self.home = folder / "home"
        self.home.mkdir(parents=True)
        self.inbox.mkdir()
        write_reference(self.home / "reference")
        for month in months:
            self.deliver(month)

    @property
    def inbox(self) -> Path:
        return self.home / "inbox"

    def deliver(self, month: str) -> None:
        """Put a month's files in the inbox."""
        for name, lines in month_files(month).items():
            write(self.inbox / name, lines)

    def etl(
        self, *arguments: object, check: bool = True, **more: str
    ) -> subprocess.CompletedProcess:
        """Run a command as a person would, with these environment variables besides."""
        return etl(self.home, *arguments, check=check, **more)

    @property
    def content(self) -> str:
        """Content hash of the build that is served."""
        return served_hash(self.home)


def etl(home: Path, *arguments: object, check: bool = True, **more: str):
    """One command on a home; what it says is shown when it fails."""
    done = subprocess.run(
        [sys.executable, "-m", "etl", *map(str, arguments)],
        cwd=ROOT, env=surroundings(home, more), capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert not check or done.returncode == 0, done.stdout + done.stderr
    return done


def surroundings(home: Path, more: Mapping[str, str] = {}) -> dict[str, str]:
    """The environment of a command."""
    return {**os.environ, "NYTTJA_HOME": str(home), **more}


def served_hash(home: Path) -> str:
    """Content hash of the build that CURRENT names."""
    return builds.read_manifest(home, builds.current_id(home)).content_hash


def write(path: Path, lines: Sequence[str]) -> None:
    path.write_text("\n".join([*lines, ""]), "cp1252")


def write_reference(folder: Path) -> None:
    """The village's own registers, in the columns of the sample city's."""
    folder.mkdir()
    for name, rows in reference().items():
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            columns = header(name)
            unknown = {column for row in rows for column in row} - set(columns)
            assert unknown <= set(ALWAYS), f"{name}.csv has no {unknown}"
            writer = csv.DictWriter(file, columns, restval="", extrasaction="ignore")
            writer.writeheader()
            writer.writerows(rows)


def header(name: str) -> list[str]:
    with (ROOT / "data" / "reference" / f"{name}.csv").open(encoding="utf-8") as file:
        return next(csv.reader(file))


def reference() -> dict[str, list[dict[str, object]]]:
    """Rows of each register; what a column does not name is empty."""
    return {
        "organisation": [
            {**ALWAYS, "org_id": org, "motpart": motpart, "name_sv": name, "short": name,
             "name_en": name, "category": "service", "is_supplier": supplier}
            for org, (motpart, name, supplier) in DEPARTMENTS.items()
        ],
        "cost_centres": [
            {**ALWAYS, "ansvar": ansvar, "org_kod": code, "name_sv": name, "org_id": org,
             "verksamhet": "9210" if org == "SEF" else "4070", "share_weight": 1,
             "is_default": default}
            for ansvar, (code, name, org, default) in COST_CENTRES.items()
        ],
        "services": [
            {**ALWAYS, "service_id": service, "name_sv": f"Tjänst {service}",
             "name_en": f"Service {service}", "area": "Arbetsplats", "fee_type": "styck",
             "fee_kind": fee_kind, "unit_sv": "styck", "unit_en": "piece", "per": "år",
             "volume_source": source, "source": source, "measurement_rule": rule, "rule": rule,
             "rule_days": days, "scope": "gemensam", "environment": "alla",
             "allocation_method": "direct", "cost_pool": "KLIENT", "supplier_org_id": "SEF",
             "account_debit": "7591", "account_credit": "3691"}
            for service, (fee_kind, rule, days, source, _) in SERVICES.items()
        ],
        "price_lists": [
            {**ALWAYS, "price_list_id": "PL-2008-v1", "decided_on": "2007-11-21",
             "decision": "KS 2007-11-21", "valid_from": "2008-01-01", "valid_until": "2009-01-01",
             "prepared_by_body": "IT-rådet"}
        ],
        "prices": [
            {"price_list_id": "PL-2008-v1", "service_id": service, "price_ore": price,
             "unit": "öre/år", "valid_from": "2008-01-01", "valid_until": "2009-01-01",
             "basis": "constructed"}
            for service, (*_, price) in SERVICES.items() if price is not None
        ],
        "agreement_scopes": [
            {"scope": "Systemdrift", "service_id": "SYS-DRIFT", "basis": "constructed"}
        ],
        "ledger_mapping": [
            {**ALWAYS, "mapping_id": f"LM{number}", "priority": number, "account_from": 5000,
             "account_to": 5999, "ansvar": ansvar, "verksamhet": "9210", "pool": pool,
             "cost_type": "personal"}
            for number, (ansvar, pool) in enumerate([("11120", "KLIENT"), ("11100", "KATALOG")], 1)
        ],
        "pool_rules": [
            {**ALWAYS, "rule_id": rule, "pool": pool, "step_order": step,
             "receiver_kind": "service" if "-" in receiver else "pool", "receiver_id": receiver,
             "driver": "units", "share": 500, "share_unit": "promille"}
            for rule, pool, step, receiver in (
                ("R1", "KATALOG", 1, "KLIENT"), ("R2", "KATALOG", 1, "ACC-STD"),
                ("R3", "KLIENT", 2, "WS-LAP"), ("R4", "KLIENT", 2, "WS-ADM"),
            )
        ],
    }  # fmt: skip


def month_files(month: str) -> dict[str, list[str]]:
    """The files of one month by name: they grow a little with each month."""
    end = f"{month}-{calendar.monthrange(int(month[:4]), int(month[5:]))[1]}"
    number = 12 * (int(month[:4]) - 2008) + int(month[5:])
    files = {
        f"sccm_datorer_{end}.csv": [MACHINES, *machines(number, end)],
        f"ad_users_{end}.csv": [ACCOUNTS, *accounts(number, end)],
        f"hr_anstallningar_{month}.csv": [EMPLOYMENTS, *employments()],
        f"anknytningar_{end}.csv": [EXTENSIONS, *extensions(number)],
        f"samtal_{month}.csv": [CALLS, *calls(month, number)],
        f"huvudbok_it_{month}.csv": [LEDGER, *ledger(month, number)],
    }
    if month == MONTHS[0]:
        files["hr_organisation_2008-01-01.txt"] = [UNITS, *units()]
        agreement = "AV-2008-001;Fosie;Systemdrift;Brons;2008-01-01;2008-12-31;120 000;Gällande;"
        files["tjansteavtal_2008.csv"] = [AGREEMENTS, agreement + "2007-12-12"]
    return files


def machines(number: int, end: str) -> list[str]:
    """A machine more each month on two cost centres, some of them carried in a bag."""
    return [
        f"PC-{code}-{no};S{code}{no};HP;HP;{'Notebook' if no % 3 == 0 else 'Desktop'};XP;"
        f"{end} 08:00;;;;2006-01-01;{code};ADM"
        for code, first in (("40730", 3), ("50100", 2))
        for no in range(first + number)
    ]


def accounts(number: int, end: str) -> list[str]:
    """Two persons, and a guest who comes on the tenth of the second month."""
    never = "9223372036854775807"
    rows = [
        f"p{no},,P{no},{no},{unit},,,,,512,2003-03-12 08:14:00,,{never},CN=p{no},STD"
        for no, unit in ((104233, "Fosie"), (104234, "Kulturen"))
    ]
    if number > 1:
        rows.append(
            f"x{number},,X,,Kulturen,,,,,512,{end[:8]}10 10:00:00,,{never},CN=x{number},EXT"
        )
    return rows


def employments() -> list[str]:
    return [
        f"P{no:09};1;;;{code};;Tillsvidare;100,00;2003-08-11;;"
        for no, code in ((104233, "4711"), (104234, "5100"))
    ]


def extensions(number: int) -> list[str]:
    return [
        f"34{no:04};FAST;Aktiv;;;{'40730' if no % 2 else '50100'};;2003-05-01;"
        for no in range(4 + number % 3)
    ]


def calls(month: str, number: int) -> list[str]:
    """A call every other day, the last of them on the last Sunday of March at half past two."""
    return [
        f"{month}-{day:02};02:30:00;34{day % 4:04};FAST;;Mobil;60;{number + day},{day:02};"
        for day in (*range(1, 28, 4), *([30] if month[5:] == "03" else []))
    ]


def ledger(month: str, number: int) -> list[str]:
    period = month.replace("-", "")
    return [
        f"{period};A{no};{month}-28;5010;Löner;{ansvar};9210;;;{number * 1000 + no},0{no};lön"
        for no, ansvar in ((1, "11120"), (2, "11120"), (3, "11100"))
    ]


def units() -> list[str]:
    top = "1;1000;Staden;;;19960101;99991231"
    return [
        top,
        *(f"2;{code};{name};1000;{ansvar};19960101;99991231"
          for ansvar, (code, name, _, _) in COST_CENTRES.items()),
    ]  # fmt: skip
