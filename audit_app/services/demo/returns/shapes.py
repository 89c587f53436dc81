"""The shapes in which a fictional return can be written, each with its name and how many persons it can hold."""

from enum import StrEnum
from typing import Final

SHEET_ROWS: Final = 1_048_576  # of an Excel sheet, the headings among them


class Shape(StrEnum):
    """A shape by the word that the command line knows it by."""

    XML = "xml"
    COLLECT = "collect"
    COLLECT_ZIP = "collect-zip"
    PRE_SUBMISSION = "pre-submission"
    TEMPLATE = "template"
    FIVE_FILES = "five-files"
    ANNEX_A = "annex-a"

    @property
    def suffix(self) -> str:
        """What the file's name ends in; empty for a folder."""
        return {"xml": ".xml", "collect": "", "five-files": "", "collect-zip": ".zip"}.get(self.value, ".xlsx")

    @property
    def most(self) -> int:
        """The most persons that it can hold: a sheet ends after 1,048,576 rows, and a person has up to 14 of them."""
        of_person = {"pre-submission": 3, "template": 14, "annex-a": 1}.get(self.value)
        return SHEET_ROWS // of_person - 10 if of_person else 10_000_000
