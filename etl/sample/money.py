"""Amounts as Swedish systems print them."""

NO_BREAK_SPACE = "\u00a0"


def kronor(amount_ore: int, thousands: str = " ") -> str:
    """Whole öre as kronor text: -1148500 becomes ``-11 485,00``."""
    whole, ore = divmod(abs(amount_ore), 100)
    sign = "-" if amount_ore < 0 else ""
    return f"{sign}{whole:,}".replace(",", thousands) + f",{ore:02}"
