"""The files are read here with the csv module and counted in Python: no SQL of the sample's."""

import csv
import hashlib
import re
from base64 import b64decode
from collections import Counter, defaultdict
from datetime import date, timedelta
from functools import cache, partial

import duckdb
import pytest

import etl.sample
from etl.sample import city

LAST_DAYS = ["2008-06-30", "2008-07-31"]
OPEN = "9999-12-31"
UNALLOCATED = None


@cache
def rows_of(path, encoding="cp1252", delimiter=";"):
    """Rows of a file as dicts; those intake must reject are left out."""
    with path.open(encoding=encoding, newline="") as file:
        header, *rows = csv.reader(file, delimiter=delimiter)
    return [
        dict(zip(header, row, strict=True))
        for row in rows
        if len(row) == len(header) and "vecka 34" not in row
    ]


@cache
def entries_of(path):
    """Entries of an LDIF file as dicts of lists; those intake must reject are left out."""
    _, *texts = path.read_bytes().decode("ascii").split("\r\n\r\n")
    entries = []
    for text in texts:
        entry = defaultdict(list)
        for line in text.splitlines():
            name, _, value = line.partition(":")
            value = b64decode(value[1:]).decode() if value.startswith(":") else value.strip()
            entry[name].append(value)
        if entry["loginTime"] != ["vecka 34"] and entry["loginDisabled"]:
            entries.append(entry)
    return entries


def staff_class(entry):
    """The class of the first of STD and BAS, else of the group there is, else as the tree says."""
    groups = re.findall("KONTO-([A-Z]+)", " ".join(entry["groupMembership"]))
    by_tree = {"Ext": "EXT", "Funktion": "FUNK", "ELEV": "ELEV", "ADM": "ADM", "Service": "SERVICE"}
    branches = re.findall("ou=([^,]+)", entry["dn"][0])
    found = [name for name in ("STD", "BAS") if name in groups] or groups
    return (found or [by_tree[name] for name in branches if name in by_tree] or ["STD"])[0]


def accounts_of(folder, day):
    """Accounts in use in eDirectory by id; the staff's tree before the schools'."""
    entries = entries_of(folder / f"edirectory_export_{day}.ldif")
    return {
        entry["cn"][0].lower(): {
            "class": staff_class(entry),
            "person": "".join(entry["workforceID"]),
            "unit": "".join(entry["ou"]),
            "expires_on": day_of("".join(entry["loginExpirationTime"])),
        }
        for entry in sorted(entries, key=lambda entry: "o=MALMOPED" not in entry["dn"][0])
        if entry["loginDisabled"] == ["FALSE"]
    }


def day_of(generalized_time):
    """The day of a generalizedTime; no time is for ever."""
    return date.fromisoformat(generalized_time[:8]) if generalized_time else date.max


def active_directory_of(folder, day):
    """Enabled accounts in Active Directory by id; of doubled ones the newest."""
    rows = rows_of(folder / f"ad_users_{day}.csv", "utf-8-sig", ",")
    enabled = [row for row in rows if not int(row["userAccountControl"]) & 2]
    return {
        row["sAMAccountName"]: row for row in sorted(enabled, key=lambda row: row["whenCreated"])
    }


def machines_of(folder, day):
    """The city's machines, the latest inventory of each serial number."""
    rows = rows_of(folder / f"sccm_datorer_{day}.csv")
    machines = {}
    for row in sorted(rows, key=lambda row: row["SenasteInventering"]):
        serial = row["Serienummer"]
        known = serial and serial != "To be filled by O.E.M."
        machines[serial if known else row["Datornamn"]] = row
    return [row for row in machines.values() if row["Förvaltning"] != "Fristående skola"]


def landesk_of(folder, day):
    """The city's machines in LANDesk; the same row twice is one machine."""
    rows = rows_of(folder / f"landesk_{day}.txt", "latin-1", "\t")
    machines = {tuple(row.items()): row for row in rows}
    return [row for row in machines.values() if row["BNN - Location"] != "Fristående skola"]


class City:
    """Look-ups in the reference tables on one day."""

    def __init__(self, reference, day):
        self.day = day
        self.aliases = {
            row["alias"].lower(): row["org_id"]
            for row in rows_of(reference / "organisation_aliases.csv", "utf-8", ",")
        }
        units = [
            row
            for row in rows_of(reference / "cost_centres.csv", "utf-8", ",")
            if row["valid_from"] <= day < (row["valid_until"] or OPEN)
        ]
        self.by_cost_centre = {row["ansvar"]: row["org_id"] for row in units}
        self.by_code = {row["org_kod"]: row["org_id"] for row in units}
        self.by_school = {row["name_sv"]: row["org_id"] for row in units}
        names = Counter(row["name_sv"] for row in units)
        self.by_name = {
            row["name_sv"]: row["org_id"] for row in units if names[row["name_sv"]] == 1
        }

    def main_employments(self, folder):
        """Department of each person: highest degree, then lowest number."""
        best = {}
        for row in rows_of(folder / f"hr_anstallningar_{self.day[:7]}.csv"):
            if row["From"] <= self.day <= (row["Tom"] or OPEN):
                rank = (-float(row["SyssGrad"].replace(",", ".")), int(row["AnstNr"]))
                found = (rank, row["OrgKod"])
                best[row["PersonId"]] = min(best.get(row["PersonId"], found), found)
        return {person: self.by_code[code] for person, (_, code) in best.items()}

    def account_department(self, account, employments):
        """Who pays for an account: the employment, else the directory unit."""
        person = f"P{account['person']:0>9}" if account["person"] else ""
        unit = self.aliases.get(account["unit"].lower(), UNALLOCATED)
        return employments.get(person, unit)


def volumes(reference, day, service_id):
    """Quantity by department, from the volumes."""
    return Counter(
        dict(
            duckdb.execute(
                "select org_id, quantity from read_parquet(?) where period = ? and service_id = ?",
                [str(reference / "volumes_monthly.parquet"), f"{day[:7]}-01", service_id],
            ).fetchall()
        )
    )


def assert_as_volumes(counted, wanted):
    """Every department has its quantity; what it lacks is what nobody owns."""
    unallocated = counted.pop(UNALLOCATED, 0)

    assert not counted - wanted
    assert (wanted - counted).total() == unallocated


@pytest.mark.parametrize("day", LAST_DAYS)
@pytest.mark.parametrize("service_id", ["ACC-STD", "ACC-BAS", "ACC-FUNK", "ACC-ELEV"])
def test_accounts_at_month_end_are_the_departments_volumes(whole_city, reference, day, service_id):
    lookup = City(reference, day)
    employments = lookup.main_employments(whole_city)

    counted = Counter(
        lookup.account_department(account, employments)
        for account in accounts_of(whole_city, day).values()
        if f"ACC-{account['class']}" == service_id
    )

    assert_as_volumes(counted, volumes(reference, day, service_id))


@pytest.mark.parametrize("day", LAST_DAYS)
@pytest.mark.parametrize("service_id", ["WS-ADM", "WS-LAP", "WS-PED", "WS-TEK", "WS-TUNN"])
def test_workstations_at_month_end_are_the_departments_volumes(
    whole_city, reference, day, service_id
):
    lookup = City(reference, day)
    employments = lookup.main_employments(whole_city)
    people = {
        name: lookup.account_department(account, employments)
        for name, account in accounts_of(whole_city, day).items()
    }

    counted = Counter(
        lookup.by_cost_centre[machine["Kodsträng"].split("-")[1]]
        if machine["Kodsträng"]
        else people.get(machine["SenastInloggad"].removeprefix("MALMO\\"), UNALLOCATED)
        for machine in machines_of(whole_city, day)
        if service_of(machine) == service_id
    )

    assert_as_volumes(counted, volumes(reference, day, service_id))


@pytest.mark.parametrize("service_id", ["WS-ADM", "WS-LAP", "WS-PED", "WS-TEK", "WS-TUNN"])
def test_landesk_tells_the_departments_by_owner_and_location(whole_city, reference, service_id):
    day = "2008-06-30"
    lookup = City(reference, day)
    employments = lookup.main_employments(whole_city)
    accounts = accounts_of(whole_city, day)

    counted = Counter()
    for machine in landesk_of(whole_city, day):
        owner = re.match("cn=([^.]+)", machine["Primary Owner"])
        department = (
            lookup.account_department(accounts[owner[1].lower()], employments)
            if owner
            else lookup.by_name.get(machine["BNN - Location"], UNALLOCATED)
        )
        chassis, environment = machine["Type"], machine["BNN - Environment"]
        named = {"Datornamn": machine["Device Name"], "Chassityp": chassis, "Miljö": environment}
        counted[department] += service_of(named) == service_id

    assert_as_volumes(counted, volumes(reference, day, service_id))


def test_both_inventories_name_the_same_machines(whole_city):
    day = "2008-06-30"

    old = {row["Serial Number"] or row["Device Name"] for row in landesk_of(whole_city, day)}
    new = {
        row["Datornamn"] if no_serial(row) else row["Serienummer"]
        for row in machines_of(whole_city, day)
    }

    assert old == new


def no_serial(machine):
    return machine["Serienummer"] in {"", "To be filled by O.E.M."}


def service_of(machine):
    prefix = machine["Datornamn"].split("-")[0]
    environment = machine["Miljö"] or {"PED": "PED", "CAD": "TEK"}.get(prefix, "ADM")
    by_chassis = {"Desktop": "WS-ADM", "Notebook": "WS-LAP", "Thin client": "WS-TUNN"}
    by_environment = {"PED": "WS-PED", "TEK": "WS-TEK"}
    return by_environment.get(environment, by_chassis[machine["Chassityp"]])


def test_external_accounts_give_the_departments_account_days(whole_city, reference):
    """July 2008: the June file holds to 30 July, the July file for the 31st."""
    lookup = City(reference, "2008-07-31")
    june, july = (accounts_of(whole_city, day) for day in LAST_DAYS)
    first, last = date(2008, 7, 1), date(2008, 7, 31)

    counted = Counter()
    for name, account in (june | july).items():
        if account["class"] == "EXT":
            starts = first if name in june else last
            stops = min((june | july)[name]["expires_on"], last + timedelta(days=1))
            department = lookup.aliases.get(account["unit"].lower(), UNALLOCATED)
            counted[department] += max(0, (stops - starts).days)

    wanted = volumes(reference, "2008-07", "ACC-EXT")
    # A department that begins in the month has no account at the end of the month before.
    del wanted["SRF"]
    del counted["SRF"]
    assert_as_volumes(counted, wanted)


def test_no_external_account_ends_without_having_said_so(whole_city):
    june, july = (accounts_of(whole_city, day) for day in LAST_DAYS)

    gone = [june[name] for name in june.keys() - july.keys() if name.startswith("ext")]

    assert gone
    assert all(date(2008, 7, 1) <= account["expires_on"] <= date(2008, 7, 31) for account in gone)


def test_the_pupil_register_holds_the_reading(whole_city, reference):
    lookup = City(reference, "2008-02-15")
    wanted = {
        row["org_id"]: int(row["quantity"])
        for row in rows_of(reference / "readings.csv", "utf-8", ",")
        if row["service_id"] == "ACC-ELEV" and row["reading_on"] == "2008-02-15"
    }

    pupils = rows_of(whole_city / "elevregister_2008-02-15.csv")
    counted = Counter(
        lookup.by_school[pupil["Skola"]] for pupil in pupils if pupil["Huvudman"] == "Malmö"
    )

    assert counted == wanted
    assert sum(pupil["Skyddad"] == "J" for pupil in pupils) == 60
    assert {pupil["Huvudman"] for pupil in pupils} == {"Malmö", "Fristående"}


def test_machines_and_people_move_with_the_reorganisation(whole_city, reference):
    """What Sociala resursförvaltningen has on 31 July was in the districts on 30 June."""
    before = {machine["Datornamn"] for machine in machines_of(whole_city, "2008-06-30")}
    lookup = City(reference, "2008-07-31")
    persons = City(reference, "2008-06-30").main_employments(whole_city)

    machines = [
        machine["Datornamn"]
        for machine in machines_of(whole_city, "2008-07-31")
        if machine["Kodsträng"] and service_of(machine) == "WS-ADM"
        if lookup.by_cost_centre[machine["Kodsträng"].split("-")[1]] == "SRF"
    ]
    staff = [
        person
        for person, department in lookup.main_employments(whole_city).items()
        if department == "SRF"
    ]

    assert sum(name in before for name in machines) / len(machines) > 0.98
    assert sum(person in persons for person in staff) / len(staff) > 0.95


@pytest.mark.parametrize("month", ["2008-06", "2008-07"])
def test_the_ledger_is_the_cost_pools_to_the_ore(whole_city, reference, month):
    mappings = sorted(
        rows_of(reference / "ledger_mapping.csv", "utf-8", ","),
        key=lambda row: int(row["priority"]),
    )

    booked = Counter()
    for row in rows_of(whole_city / f"huvudbok_it_{month}.csv"):
        amount = int(re.sub(r"[\s,\u00a0]", "", row["Belopp"]))
        pools = [
            (mapping["pool"], mapping["cost_type"])
            for mapping in mappings
            if (mapping["ansvar"], mapping["verksamhet"]) == (row["Ansvar"], row["Verksamhet"])
            if mapping["account_from"] <= row["Konto"] <= mapping["account_to"]
        ]
        booked[pools[0] if pools else UNALLOCATED] += amount
        booked["rows without owner"] += not row["Ansvar"]

    assert booked.pop("rows without owner") == 4
    assert 22_000_00 <= booked.pop(UNALLOCATED) <= 28_000_00
    assert booked == {
        (row["pool"], row["cost_type"]): int(row["outcome_ore"])
        for row in rows_of(reference / "cost_pools_monthly.csv", "utf-8", ",")
        if row["period"] == month
    }


def test_defects_have_their_rates(whole_city, reference):
    day = "2008-07-31"
    machines = machines_of(whole_city, day)
    rows = rows_of(whole_city / f"sccm_datorer_{day}.csv")
    accounts = accounts_of(whole_city, day).values()
    staff = [row for row in accounts if row["class"] in {"STD", "BAS"}]
    employments = City(reference, day).main_employments(whole_city)
    stale = date.fromisoformat(day) - timedelta(days=90)

    def share(rows_found, rows_in_all):
        return round(100 * len(rows_found) / len(rows_in_all), 1)

    assert share([row for row in machines if not row["Kodsträng"]], machines) == 3.5
    fillers = {"", "To be filled by O.E.M."}
    without_serial = [row for row in machines if row["Serienummer"] in fillers]
    assert {row["Serienummer"] for row in without_serial} == fillers
    assert 0.6 <= share(without_serial, machines) <= 1.0
    assert 2.5 <= share([r for r in machines if r["SenasteInventering"] < f"{stale}"], machines) < 4
    assert len(rows) - len(machines) == 25 + 150 * len(machines) // 10_000
    owners = [row for row in staff if f"P{row['person']:0>9}" in employments]
    assert 8 <= 100 - share(owners, staff) <= 10
    assert sum(row["class"] in {"ADM", "SERVICE"} for row in accounts) == 120


def test_some_persons_stand_in_both_trees(whole_city):
    entries = entries_of(whole_city / "edirectory_export_2008-07-31.ldif")
    trees = defaultdict(set)
    for entry in entries:
        trees[entry["cn"][0]].add(entry["dn"][0].rpartition("o=")[2])

    assert sum(len(found) == 2 for found in trees.values()) == 310
    assert {len(found) for found in trees.values()} == {1, 2}


def test_two_in_a_hundred_accounts_are_in_no_group_and_some_in_several(whole_city):
    entries = entries_of(whole_city / "edirectory_export_2008-07-31.ldif")
    groups = [re.findall("KONTO-([A-Z]+)", " ".join(entry["groupMembership"])) for entry in entries]

    assert 0.015 <= sum(not found for found in groups) / len(groups) <= 0.025
    assert {tuple(found) for found in groups if len(found) > 1} == {("BAS", "STD"), ("FUNK", "BAS")}


def test_both_directories_name_the_same_accounts(small_city):
    """Until eDirectory ends; a person in both trees is one account of the staff's."""
    for day in ("2008-09-30", "2008-12-31", "2009-03-31"):
        old, new = accounts_of(small_city, day), active_directory_of(small_city, day)

        assert old.keys() == new.keys(), day
        assert {name: (row["person"], row["unit"], row["class"]) for name, row in old.items()} == {
            name: (row["employeeID"], school_or_department(name, row), class_of(row))
            for name, row in new.items()
        }


def class_of(account):
    """The class Active Directory gives an account, else as the tree says."""
    by_tree = {"Ext": "EXT", "Funktion": "FUNK", "ELEV": "ELEV", "ADM": "ADM", "Service": "SERVICE"}
    branches = re.findall("OU=([^,]+)", account["distinguishedName"])
    found = [by_tree[name] for name in branches if name in by_tree]
    return account["extensionAttribute1"] or (found or ["STD"])[0]


def school_or_department(name, account):
    """Active Directory tells a pupil's school as the office."""
    pupil = name.startswith("e") and not name.startswith("ext")
    return account["physicalDeliveryOfficeName"] if pupil else account["department"]


@pytest.mark.parametrize("day", LAST_DAYS)
@pytest.mark.parametrize("service_id", ["TEL-FAST", "TEL-IP", "TEL-MOB"])
def test_extensions_in_use_are_the_departments_volumes(whole_city, reference, day, service_id):
    lookup = City(reference, day)
    employments = lookup.main_employments(whole_city)
    in_use = {
        row["Anknytning"].replace(" ", ""): row
        for row in rows_of(whole_city / f"anknytningar_{day}.csv")
        if row["Status"] == "Aktiv" and row["Avslutad"] in {"", OPEN}
    }

    counted = Counter(
        lookup.by_cost_centre[row["Ansvar"]]
        if row["Ansvar"]
        else employments.get(
            f"P{row['Användare'][1:]:0>9}", lookup.aliases[row["Förvaltning"].lower()]
        )
        for row in in_use.values()
        if f"TEL-{row['Typ']}" == service_id
    )

    assert counted == volumes(reference, day, service_id)


def test_extensions_are_written_as_people_write_them(whole_city):
    rows = rows_of(whole_city / "anknytningar_2008-07-31.csv")
    shut_off = [row for row in rows if row["Status"] == "Avstängd"]

    assert all(re.fullmatch(r"\d{2} ?\d{2} ?\d{2}|07\d\d ?XX\d{4}", r["Anknytning"]) for r in rows)
    assert sum(" " in row["Anknytning"] for row in rows) > 100
    assert any(row["Avslutad"] == "" for row in shut_off)
    assert any(row["Avslutad"] == "2008-06-30" for row in shut_off)
    assert any(row["Status"] == "Aktiv" and row["Avslutad"] == "2008-06-30" for row in rows)
    assert [row["Typ"] for row in rows if row["Förvaltning"] == "VA-verket" and row["Ansvar"]]


def test_licences_are_the_reading(whole_city, reference):
    """The reading in force in the summer of 2008 is that of the New Year before."""
    lookup = City(reference, "2007-12-31")
    wanted = Counter(
        {
            row["org_id"]: int(row["quantity"])
            for row in rows_of(reference / "readings.csv", "utf-8", ",")
            if row["service_id"] == "LIC-OFF" and row["reading_on"] == "2007-12-31"
        }
    )

    rows = rows_of(whole_city / "licenser_2007-12-31.csv")
    counted = Counter()
    for row in rows:
        if row["Produkt"] == "Kontorspaket" and row["Återlämnad"] in {"", OPEN}:
            department = lookup.aliases[row["Förvaltning"].lower()]
            assert not row["Ansvar"] or lookup.by_cost_centre[row["Ansvar"]] == department
            counted[department] += int(row["AntalTilldelade"])

    assert counted == wanted
    assert {row["Produkt"] for row in rows} > {"Kontorspaket", "Ritprogram"}
    assert any(row["Återlämnad"] < "2007-12-31" for row in rows if row["Återlämnad"])


def test_some_persons_are_employed_twice(whole_city):
    rows = rows_of(whole_city / "hr_anstallningar_2008-07.csv")
    numbers = Counter(row["PersonId"] for row in rows)

    assert 1.8 <= 100 * sum(n == 2 for n in numbers.values()) / len(numbers) <= 2.4
    assert max(numbers.values()) == 2


def test_headcounts_are_those_of_the_year(whole_city, reference):
    employments = City(reference, "2008-07-31").main_employments(whole_city)

    heads = Counter(employments.values())

    assert (heads["STK"], heads["SDI"], heads["SRF"]) == (247, 2208, 913)
    assert heads["MIF"] == 136  # with 148 staff accounts and more: some have two


def test_the_organisation_tells_a_reused_code_twice(whole_city):
    units = rows_of(whole_city / "hr_organisation_2008-07-01.txt")

    assert [
        (unit["OrgNamn"], unit["ÖverordnadKod"], unit["Ansvar"], unit["GiltigTom"])
        for unit in units
        if unit["OrgKod"] == "4420"
    ] == [
        ("Vuxenheten", "4400", "30200", "99991231"),
        ("Vuxenheten Fosie", "4700", "40790", "20080630"),
    ]


def test_agreements_say_who_has_not_signed(whole_city):
    agreements = {row["AvtalId"]: row for row in rows_of(whole_city / "tjansteavtal_2008.csv")}

    assert agreements["AV-2008-003"] == {
        "AvtalId": "AV-2008-003",
        "Förvaltning": "Utbildningsförvaltningen",
        "Tjänst": "SYS-DRIFT Elit",
        "ServiceNivå": "Guld",
        "GällerFrom": "2008-01-01",
        "GällerTom": "2009-12-31",
        "Fast_kr": "6 400 000",
        "Status": "Ej undertecknad",
        "Undertecknad": "",
    }


def test_every_agreement_in_force_is_in_its_years_file(whole_city, reference):
    wanted = {
        row["agreement_id"]
        for row in rows_of(reference / "agreements.csv", "utf-8", ",")
        if row["valid_from"] < "2009-01-01" and row["valid_until"] > "2008-01-01"
    }

    rows = rows_of(whole_city / "tjansteavtal_2008.csv")

    assert {row["AvtalId"] for row in rows} == wanted


def test_no_file_names_a_person(small_city):
    for path in small_city.glob("hr_anstallningar_*.csv"):
        assert {(row["Efternamn"], row["Förnamn"]) for row in rows_of(path)} == {("", "")}
    names = {
        row["displayName"]
        for path in small_city.glob("ad_users_*.csv")
        for row in rows_of(path, "utf-8-sig", ",")
    } | {
        entry["sn"][0]
        for path in small_city.glob("edirectory_export_*.ldif")
        for entry in entries_of(path)
    }
    assert all(re.fullmatch(r"(P|E|EXT|FUNK|SVC_)\d+(_ADM)?", name) for name in names)


def test_a_file_delivered_twice_is_the_same_bytes(small_city):
    again = small_city / "hr_anstallningar_2008-09_ny.csv"

    assert again.read_bytes() == (small_city / "hr_anstallningar_2008-09.csv").read_bytes()


def test_every_file_ends_its_lines_as_windows_does(small_city):
    for path in small_city.glob("*.[clst]*"):
        text = path.read_bytes()
        assert text.endswith(b"\r\n"), path.name
        assert (b"\xef\xbb\xbf" in text) == path.name.startswith("ad_users"), path.name


def test_a_source_has_the_files_it_is_said_to_have(tmp_path, reference, whole_city, small_city):
    """Before the new systems, with both, after the old ones."""
    for month in (date(2007, 5, 1), date(2009, 7, 1)):
        etl.sample.write(tmp_path, reference, (month, month), scale=0.01)

    def sources(folder, month):
        files = (path.name for path in folder.glob(f"*_{month}-*"))
        pairs = ("edirectory_export", "ad_users", "landesk", "sccm_datorer")
        return [source for name in sorted(files) for source in pairs if name.startswith(source)]

    assert sources(tmp_path, "2007-05") == ["edirectory_export", "landesk"]
    assert sources(whole_city, "2008-06") == ["edirectory_export", "landesk", "sccm_datorer"]
    assert sources(whole_city, "2008-07") == ["edirectory_export", "sccm_datorer"]
    assert sources(small_city, "2008-09") == ["ad_users", "edirectory_export", "sccm_datorer"]
    assert sources(tmp_path, "2009-07") == ["ad_users", "sccm_datorer"]


@pytest.mark.parametrize(
    ("file", "spoilt"),
    [
        ("edirectory_export_2008-12-31.ldif", 2),
        ("ad_users_2008-12-31.csv", 0),
        ("edirectory_export_2009-01-31.ldif", 0),
        ("ad_users_2009-01-31.csv", 2),
        ("sccm_datorer_2008-12-31.csv", 2),
    ],
)
def test_of_two_sources_only_the_one_that_rules_has_lines_to_reject(small_city, file, spoilt):
    assert (small_city / file).read_bytes().count(b"vecka 34") == spoilt


def test_a_small_city_has_every_department_and_service(small_city, reference):
    lookup = City(reference, "2008-12-31")
    counted = Counter(
        (lookup.by_cost_centre[machine["Kodsträng"].split("-")[1]], service_of(machine))
        for machine in machines_of(small_city, "2008-12-31")
        if machine["Kodsträng"]
    )

    wanted = volumes(reference, "2008-12", "WS-TUNN")

    assert all(counted[department, "WS-TUNN"] >= 1 for department in wanted)


def seals(folder):
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.iterdir()}


def test_the_same_seed_gives_the_same_bytes_whatever_the_threads(
    tmp_path, reference, small_city, monkeypatch
):
    monkeypatch.setattr(city.duckdb, "connect", partial(duckdb.connect, config={"threads": 1}))

    etl.sample.write(tmp_path, reference, (date(2008, 9, 1), date(2009, 3, 1)), scale=0.02)

    assert seals(tmp_path) == seals(small_city)


def test_a_months_files_do_not_depend_on_the_other_months(tmp_path, reference, small_city):
    etl.sample.write(tmp_path, reference, (date(2008, 12, 1), date(2008, 12, 1)), scale=0.02)

    months = {name: seal for name, seal in seals(tmp_path).items() if "2008-12" in name}
    assert len(months) >= 5
    assert months.items() <= seals(small_city).items()


def test_another_seed_gives_other_objects_in_the_same_stocks(tmp_path, reference, small_city):
    month = (date(2008, 12, 1), date(2008, 12, 1))
    etl.sample.write(tmp_path, reference, month, scale=0.02, seed=2)

    name = "sccm_datorer_2008-12-31.csv"
    assert (tmp_path / name).read_bytes() != (small_city / name).read_bytes()
    assert len(machines_of(tmp_path, "2008-12-31")) == len(machines_of(small_city, "2008-12-31"))


@pytest.mark.parametrize("scale", [0, -1, 11])
def test_a_scale_that_makes_no_city_is_refused(tmp_path, reference, scale):
    with pytest.raises(ValueError, match="scale must be above 0"):
        etl.sample.write(tmp_path, reference, (date(2008, 9, 1), date(2008, 9, 1)), scale=scale)


def test_months_without_volumes_are_refused(tmp_path, reference):
    with pytest.raises(ValueError, match="no volumes between 2012-01-01 and 2012-02-01"):
        etl.sample.write(tmp_path, reference, (date(2012, 1, 1), date(2012, 2, 1)))
