"""Where one block of a plan stands and why, and in which sections the columns of a plan's tables belong."""

from dataclasses import dataclass, replace
from typing import Final

from scoring.plan.areas import NeedArea
from scoring.plan.names import Column

SECTIONS_OF_COLUMN: Final = {
    Column.NEED: ("B", "C", "D"),
    Column.STRENGTH: ("B", "C", "D"),
    Column.PROVISION: ("F", "G", "H1", "H2"),
    Column.WHO: ("F", "G", "H1", "H2"),
    Column.OFTEN: ("F", "G", "H1", "H2"),
    Column.OUTCOME: ("E",),
    Column.ASPIRATION: ("A",),
}
NOTE: Final = "note"
MOVED: Final = "sent there by the auditor"
FAMILIES: Final = (("B", "F", "E"), ("C", "G", "E"), ("D", "H1", "H2", "E"))


@dataclass(frozen=True, slots=True)
class Placed:
    """Where one block stands and why.

    `is_label` marks headings and column headings, which are no content; `row` is the same for the cells of one row of
    a table and of rows that go on under it, "" outside; `column` what its column holds; `label` the sub-heading that it
    stands under.
    """

    block: str
    section: str
    why: str
    is_label: bool = False
    row: str = ""
    column: Column = Column.OTHER
    area: NeedArea | None = None
    label: str = ""

    @property
    def is_note(self) -> bool:
        """Whether it is a note to the words of its section, which says nothing of its own there."""
        return self.label == NOTE and self.why != MOVED

    def moved_to(self, section: str) -> "Placed":
        """The same block where an auditor sent it."""
        return replace(self, section=section, why=MOVED, is_label=False)


def why_of(section: str, column: Column) -> str:
    """Why a cell stands in a section, in words."""
    if not section:
        return ""
    return f"stands in section {section}" if column is Column.OTHER else f"column “{column.value}” of section {section}"


def column_of(letter: str) -> Column | None:
    """What a column under a section's letter holds; None where the letter does not tell, as A, which holds much."""
    if letter == "A":
        return None
    return next((column for column, sections in SECTIONS_OF_COLUMN.items() if letter in sections), None)


def has_words_behind(line: str) -> bool:
    """Whether a heading goes on as text: “B: Sam finds reading hard.”"""
    return line.rstrip().endswith((".", "!", "?")) and len(line.split()) > 4


def looks_like_label(line: str) -> bool:
    """Whether a line is a few words and a colon."""
    return len(line) <= 60 and line.rstrip().endswith(":")
