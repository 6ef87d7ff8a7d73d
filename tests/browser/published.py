"""What the warehouse says, asked directly, to lay beside what the screen says."""

from pathlib import Path

import duckdb


def ask(city: Path, sql: str, **parameters) -> list[tuple]:
    """Rows of the published build, not by way of the dashboard."""
    current = (city / "warehouse" / "CURRENT").read_text(encoding="utf-8").strip()
    with duckdb.connect(city / "warehouse" / f"{current}.duckdb", read_only=True) as connection:
        return connection.execute(sql, parameters).fetchall()


def swedish(ore: int) -> str:
    """Öre as a Swedish screen shows it: 1 234 567,50 with no-break spaces."""
    kronor, rest = divmod(abs(ore), 100)
    sign = "\N{MINUS SIGN}" if ore < 0 else ""
    return sign + f"{kronor:,}".replace(",", "\N{NO-BREAK SPACE}") + f",{rest:02}"
