"""What only labels what stands below it within a plan's table: strengths, views, an area of need; it places nothing."""

import re
from typing import Final

from scoring.plan.names import area_named
from scoring.plan.text import Block, BlockKind

LONGEST_AREA: Final = 60
OF_AN_AREA: Final = "heading of an area of need"
_WHOSE: Final = r"(?:(?:the |my |our )?(?:child'?s |family'?s |parents?'? |young person'?s )?)"
_PARTS: Final = r"(?:strengths?|needs?|views|interests|aspirations|history|hopes|wishes|goals|abilities)"
_BARE_LABEL: Final = re.compile(rf"{_WHOSE}{_PARTS}(?:(?:,| and| &|/)\s?{_PARTS})*", re.IGNORECASE)
"""What a row of its own names in a table, where no colon marks it."""
_OF_THE_CODE: Final = re.compile(r"children and young people (?:with|may|who)\b", re.IGNORECASE)
"""How the Code of Practice describes an area of need (6.28 to 6.35), which a template repeats under its name."""


def is_row_label(block: Block, line: str) -> bool:
    """Whether a row of its own in a table says no more than what stands below, without a colon."""
    if block.kind is not BlockKind.CELL or len(line) > LONGEST_AREA:
        return False
    return _BARE_LABEL.fullmatch(line.strip()) is not None or names_an_area(line)


def names_an_area(line: str) -> bool:
    """Whether a line is the name of a broad area of need and no sentence."""
    return len(line) <= LONGEST_AREA and area_named(line) is not None and not line.rstrip().endswith((".", ",", ";"))


def describes_an_area(words: str) -> bool:
    """Whether words are the Code's own on an area of need."""
    return _OF_THE_CODE.match(words) is not None
