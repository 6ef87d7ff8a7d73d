"""Finished words and drawings as a tagged PDF: the same words, the same bytes.

Fonts are those that come with the typesetter; nothing is fetched and nothing of the machine's is
used. The file has no time in it and keeps to PDF/UA-1: tags, language, title, tables with heads.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal

import typst

TEMPLATE = Path(__file__).with_name("paper.typ")
ACCESSIBLE: Literal["ua-1"] = "ua-1"


def typeset(paper: Mapping[str, Any]) -> bytes:
    """The PDF of what :func:`dashboard.report.paper.paper` says."""
    pdf: bytes = typst.compile(
        TEMPLATE.read_bytes(),
        format="pdf",
        ignore_system_fonts=True,
        sys_inputs={"paper": json.dumps(paper, ensure_ascii=False)},
        pdf_standards=ACCESSIBLE,
    )
    return pdf
