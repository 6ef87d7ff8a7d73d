"""What the month's intake says, as sentences, and the words for rules, reasons and terms."""

import datetime
from dataclasses import dataclass

from dashboard.components.shapes import Status
from dashboard.formats import count, kronor, month
from dashboard.i18n import _, ngettext
from dashboard.words.causes import listed

SET_ASIDE = "set_aside:"
POOL = "pool:"


@dataclass(frozen=True)
class Intake:
    """A month in figures.

    Args:
        period: The month.
        equations: How many equations the month has.
        broken: How many of them do not hold.
        missing: Files that should have come and have not.
        rejected: Rows turned away.
        unallocated: Objects nobody pays for.
        unallocated_ore: What they would cost (öre).
    """

    period: datetime.date
    equations: int
    broken: int
    missing: int
    rejected: int
    unallocated: int
    unallocated_ore: int


def loads_title(intake: Intake) -> str:
    """The page's answer: what must be seen to first, else that all is well."""
    when = month(intake.period)
    if intake.broken:
        return ngettext(
            "One equation of %(all)s does not hold in %(month)s",
            "%(num)s equations of %(all)s do not hold in %(month)s",
            intake.broken,
            all=intake.equations,
            month=when,
        )
    if intake.missing:
        return ngettext(
            "One file is missing for %(month)s",
            "%(num)s files are missing for %(month)s",
            intake.missing,
            month=when,
        )
    left = _left_over(intake)
    if not left:
        return _("Every row of %(month)s is accounted for", month=when)
    if not intake.equations:
        return _("In %(month)s %(left)s", month=when, left=listed(left))
    return _("The equations hold in %(month)s; %(left)s", month=when, left=listed(left))


def _left_over(intake: Intake) -> list[str]:
    """What is not charged though it came in, with its kronor."""
    parts = []
    if intake.unallocated:
        parts.append(
            ngettext(
                "one object has no owner (%(amount)s)",
                "%(objects)s objects have no owner (%(amount)s)",
                intake.unallocated,
                objects=count(intake.unallocated),
                amount=kronor(intake.unallocated_ore),
            )
        )
    if intake.rejected:
        parts.append(
            ngettext(
                "one row was rejected",
                "%(rows)s rows were rejected",
                intake.rejected,
                rows=count(intake.rejected),
            )
        )
    return parts


def broken_elsewhere(periods: list[datetime.date]) -> str:
    """Which other months have an equation that does not hold; nothing where none has."""
    if not periods:
        return ""
    return _(
        "Equations also fail in %(months)s.", months=listed([month(period) for period in periods])
    )


def source(source_id: str) -> str:
    """What a source is called."""
    return {
        "ad_users": _("Accounts, AD"),
        "edirectory_export": _("Accounts, eDirectory"),
        "sccm_datorer": _("Workstations, SCCM"),
        "landesk": _("Workstations, LANDesk"),
        "anknytningar": _("Telephone extensions"),
        "samtal": _("Calls"),
        "utskrifter": _("Print log"),
        "arenden": _("Support tickets"),
        "tidrapport": _("Time reports"),
        "lagring": _("Storage"),
        "servrar": _("Servers"),
        "etjanster": _("E-services"),
        "natanslutningar": _("Network connections"),
        "licenser": _("Licences"),
        "budget": _("Budgets"),
        "hr_organisation": _("Organisation, HR"),
        "hr_anstallningar": _("Employments, HR"),
        "elevregister": _("Pupil register"),
        "tjansteavtal": _("Service agreements"),
        "huvudbok_it": _("General ledger, IT"),
        "huvudbok_internt": _("General ledger, internal charges"),
    }.get(source_id, source_id)


def equation_name(equation: str, source_id: str | None) -> str:
    """The equation's name; a volume equation names its source."""
    if equation == "volume":
        return _("Volume: %(source)s", source=source(source_id or ""))
    return equation_word(equation)


def equation_word(equation: str) -> str:
    """What an equation is called."""
    return {
        "volume": _("Volume"),
        "cost": _("Cost"),
        "self_cost": _("Self-cost"),
        "income": _("Income"),
        "agreement": _("Customer and supplier"),
    }.get(equation, equation)


def equation_what(equation: str) -> str:
    """What is held against what."""
    if equation == "self_cost":
        return _("The ledger's rows in cost pools, against what bears their cost.")
    if equation == "cost":
        return _("The ledger's files, added up when they were read, against the cost pools.")
    return _("Rows counted when the files were read, against what became of them.")


def term(name: str) -> str:
    """A term of an equation in words."""
    if name.startswith(SET_ASIDE):
        return _("set aside: %(rule)s", rule=rule(name.removeprefix(SET_ASIDE)))
    if name.startswith(POOL):
        return pool(name.removeprefix(POOL))
    return {
        "accepted_rows": _("rows in accepted files"),
        "charged": _("charged"),
        "unallocated": _("unallocated"),
        "ledger": _("in the ledger's files"),
        "without_pool": _("without a pool"),
        "pools": _("in cost pools"),
        "services": _("services to customers"),
        "own_use": _("the supplier's own use"),
        "idle": _("idle capacity, kept by the supplier"),
        "unassigned": _("pools that serve nobody"),
        "late": _("come after the month was closed, borne by the first open month"),
        "delivered": _("delivered to be booked"),
        "booked": _("booked in the ledger"),
        "customers": _("the customers' cost"),
        "supplier": _("the supplier's income"),
    }.get(name, name.replace("_", " "))


def rule(name: str) -> str:
    """Why a row is set aside; a rule without words here is shown by its name."""
    return {
        "admin_or_service": _("administrators' and service accounts"),
        "counted_by_reading": _("pupils' accounts, counted in the pupil register"),
        "disabled": _("disabled account"),
        "duplicate": _("duplicate, the newest is kept"),
        "duplicate_ticket": _("ticket told as a duplicate of another"),
        "ended": _("ended before the day counted"),
        "expired": _("ended before the day counted"),
        "included_in_fee": _("support included in the yearly fee"),
        "independent_school": _("independent school"),
        "month_not_charged": _("a month that is not charged"),
        "no_time_recorded": _("no time recorded"),
        "not_a_charged_reading": _("a reading that is not charged by"),
        "not_active": _("extension shut off"),
        "not_at_month_end": _("a later snapshot of the month is counted"),
        "not_begun": _("begins after the day counted"),
        "not_billable": _("time that is not charged"),
        "not_enrolled": _("not enrolled on the reading day"),
        "not_offered": _("a month without a fee per full-time employee"),
        "not_in_operation": _("e-service not in operation"),
        "other_product": _("a product that is not charged"),
        "other_source_rules": _("the other source rules that day"),
        "other_tree": _("the person's account in the staff tree is charged"),
        "supplier_host": _("the supplier's own host"),
        "system_print": _("the supplier's own system print"),
        "reinstalled": _("reinstalled, the one last inventoried is kept"),
    }.get(name, name.replace("_", " "))


def reason(name: str) -> str:
    """Why nobody pays for an object; a reason without words here is shown by its name."""
    return {
        "ended_department": _("the department has ended"),
        "no_owner": _("neither code string nor known user"),
        "unknown_cost_centre": _("unknown cost centre"),
        "unknown_department": _("no department goes by the name"),
        "unknown_unit": _("neither employment nor directory unit"),
    }.get(name, name.replace("_", " "))


def pool(name: str) -> str:
    """What a cost pool is called; one the city has added is shown by its name."""
    return {
        "DRIFT": _("server operation"),
        "KATALOG": _("directory and accounts"),
        "KLIENT": _("workstations"),
        "KONSULT": _("consulting"),
        "LICENS": _("licences"),
        "NAT": _("network"),
        "PLATTFORM": _("platform"),
        "SYSTEM": _("line-of-business systems"),
        "TELE": _("telephony"),
        "TELETRAFIK": _("call traffic"),
        "UTSKRIFT": _("printing"),
        "WEBB": _("web"),
    }.get(name, name)


def outcome(name: str) -> str:
    """What came of a delivery."""
    return {
        "loaded": _("loaded"),
        "duplicate": _("already loaded, nothing done"),
        "refused": _("refused"),
        "accepted": _("accepted by a person"),
        "replaced": _("replaced by another version"),
    }.get(name, name)


def verdict(difference: int, unit: str) -> str:
    """Whether an equation holds, and on which side something is missing."""
    if difference == 0:
        return _("holds")
    size = kronor(abs(difference)) if unit == "ore" else _rows(abs(difference))
    if difference > 0:
        return _("does not hold, %(size)s missing on the other side", size=size)
    return _("does not hold, %(size)s too much on the other side", size=size)


def verdict_on(difference: int, unit: str, without_pool_ore: int) -> tuple[Status, str]:
    """The shape and words of an equation's outcome; rows without a pool are to be seen to.

    Args:
        difference: Left side minus right side.
        unit: ``rows`` or ``ore``.
        without_pool_ore: Öre of ledger rows that no pool takes.
    """
    if difference:
        return "bad", verdict(difference, unit)
    if without_pool_ore:
        return "watch", _("holds, but %(amount)s has no pool", amount=kronor(without_pool_ore))
    return "good", verdict(difference, unit)


def _rows(number: int) -> str:
    """A number of rows: ``1 rad``, ``12 rader``."""
    return ngettext("%(rows)s row", "%(rows)s rows", number, rows=count(number))


def equations_title(broken: int, all_of_them: int) -> str:
    """How many of the equations hold."""
    if not all_of_them:
        return _("There are no equations for this month")
    if broken:
        return _(
            "%(holding)s of %(all)s equations hold", holding=all_of_them - broken, all=all_of_them
        )
    return ngettext("The equation holds", "All %(num)s equations hold", all_of_them)


def files_title(files: int, missing_sources: list[str], rejected: int) -> str:
    """Whether the month's files are there and whole."""
    if missing_sources:
        names = listed([source(one) for one in missing_sources])
        return _("Missing: %(sources)s", sources=names)
    if rejected:
        return _(
            "%(files)s files are in; %(rows)s rejected",
            files=count(files),
            rows=_rows(rejected),
        )
    return _("All %(files)s files are in and no row was rejected", files=count(files))


def unallocated_title(objects: int, amount_ore: int) -> str:
    """What is charged to nobody."""
    if not objects:
        return _("Everything counted has an owner")
    return ngettext(
        "One object without an owner costs %(amount)s",
        "%(objects)s objects without an owner cost %(amount)s",
        objects,
        objects=count(objects),
        amount=kronor(amount_ore),
    )


def set_aside_title(rows: int) -> str:
    """How many rows are not charged by rule."""
    if not rows:
        return _("No row is set aside")
    return ngettext(
        "One row is set aside by a named rule",
        "%(rows)s rows are set aside by named rules",
        rows,
        rows=count(rows),
    )


def deliveries_title(number: int) -> str:
    """How many deliveries brought nothing new."""
    if not number:
        return _("Every delivery was taken in")
    return ngettext("One delivery changed nothing", "%(num)s deliveries changed nothing", number)
