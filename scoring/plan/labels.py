"""What only labels what stands below or behind it in a plan: strengths, views, an area of need; it places nothing."""

import re
from typing import Final

from scoring.plan.names import area_named
from scoring.plan.text import Block, BlockKind

LONGEST_AREA: Final = 60
OF_AN_AREA: Final = "heading of an area of need"
_WHOSE: Final = r"(?:(?:the |my |our )?(?:child'?s |family'?s |parents?'? |young person'?s )?)"
_PARTS: Final = r"(?:strengths?|needs?|views|interests|aspirations|history|hopes|wishes|goals|abilities)"
_WELL: Final = (
    r"(?:(?![^:]*(?:\b(?:not|less)\b|n['’]t\b))what(?:['’]s|\sis|\sare)?(?:\s[\w’'-]+){0,3}?"
    r"\s(?:(?:going |working )?well|can do|good at|likes?|enjoys?)"
    r"|(?:things\s)?[\w’'-]+(?:\s(?:is|can|likes|enjoys))?\s(?:good at|do(?:es)? well|can do))"
)
"""“What is going well”, “What Sam can do”; not “What is not going well”."""
_BARE_LABEL: Final = re.compile(rf"(?:{_WHOSE}{_PARTS}(?:(?:,| and| &|/)\s?{_PARTS})*|{_WELL})", re.IGNORECASE)
"""What a line of its own names, where no colon marks it."""
_NO_NEED: Final = r"(?:strengths?|views|interests|history|likes|abilities|background|baseline)"
_LABEL_OF_NO_NEED: Final = re.compile(
    rf"\W*(?:(?:areas? of |[\w’']+['’]s? |the |my |our |key |current |particular )?{_NO_NEED}"
    rf"(?:(?:,| and| &|/)\s?{_NO_NEED})*|{_WELL})\s*(?::|\s[–-]\s)\s*",
    re.IGNORECASE,
)
_OF_THE_CODE: Final = re.compile(r"children and young people (?:with|may|who)\b", re.IGNORECASE)
"""How the Code of Practice describes an area of need (6.28 to 6.35), which a template repeats under its name."""


def is_bare_label(block: Block, line: str) -> bool:
    """Whether a line of its own says no more than what stands below, without a colon.

    The name of an area of need does so in a row of a table; elsewhere it is a heading, and known as one.
    """
    if block.kind not in (BlockKind.CELL, BlockKind.PARAGRAPH) or len(line) > LONGEST_AREA:
        return False
    return only_labels(line) or (block.kind is BlockKind.CELL and names_an_area(line))


def only_labels(words: str) -> bool:
    """Whether words are only the label of a part: “Strengths”, “What is going well”."""
    return len(words) <= LONGEST_AREA and _BARE_LABEL.fullmatch(words.strip(" :–-")) is not None


def says_no_need(words: str) -> bool:
    """Whether words among needs begin with a label that says that they are none: “Strengths: Sam is kind.”"""
    return _LABEL_OF_NO_NEED.match(words[:LONGEST_AREA]) is not None


def names_an_area(line: str) -> bool:
    """Whether a line is the name of a broad area of need and no sentence."""
    return len(line) <= LONGEST_AREA and area_named(line) is not None and not line.rstrip().endswith((".", ",", ";"))


def describes_an_area(words: str) -> bool:
    """Whether words are the Code's own on an area of need."""
    return _OF_THE_CODE.match(words) is not None
