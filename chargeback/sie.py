"""SIE 4I, the Swedish form of files that bring vouchers to a ledger: how its text is written.

Code page 437, CRLF, decimal point, a label and its values on each line, and a control sum of
what stands between two lines #KSUMMA. The rule of the sum holds on five of five real files with
one: crc32 of the bytes without line ends, separators, quotes and braces, blanks inside quotes
kept.
"""

import re
import zlib
from collections.abc import Sequence

ENCODING = "cp437"
LINE_END = "\r\n"
SUM = "#KSUMMA"
# What stands between values outside quotes, and what the sum leaves out there.
LEFT_OUT = b" \t\r\n{}"
QUOTE, BACKSLASH = b'"', b"\\"
CONTROL = re.compile(r"[\x00-\x1f\x7f]+")


def quoted(text: str) -> str:
    r"""A value in quotes: no control signs, quotes escaped, signs the code page lacks as ``?``.

    >>> quoted('SDF Fosie "aug"')
    '"SDF Fosie \\"aug\\""'
    """
    known = CONTROL.sub(" ", text).encode(ENCODING, errors="replace").decode(ENCODING)
    return '"' + known.replace("\\", "/").replace('"', '\\"') + '"'


def kronor(amount_ore: int) -> str:
    """Whole öre with a decimal point.

    >>> kronor(-1148500), kronor(7)
    ('-11485.00', '0.07')
    """
    whole, ore = divmod(abs(amount_ore), 100)
    return f"{'-' if amount_ore < 0 else ''}{whole}.{ore:02}"


def control_sum(between: bytes) -> int:
    """The sum of the bytes between the line #KSUMMA that opens and the one that closes."""
    kept, place, inside = bytearray(), 0, False
    while place < len(between):
        sign = between[place : place + 1]
        if sign == BACKSLASH and between[place + 1 : place + 2] == QUOTE:
            kept += QUOTE
            place += 2
            continue
        if sign == QUOTE:
            inside = not inside
        elif inside or sign not in LEFT_OUT:
            kept += sign
        place += 1
    return zlib.crc32(bytes(kept))


def sealed(lines: Sequence[str]) -> bytes:
    """A whole file: #FLAGGA first, then the lines between the two of the control sum."""
    text = "".join(f"{line}{LINE_END}" for line in lines).encode(ENCODING)
    opening = f"#FLAGGA 0{LINE_END}{SUM}{LINE_END}".encode(ENCODING)
    closing = f"{SUM} {control_sum(text)}{LINE_END}".encode(ENCODING)
    return opening + text + closing
