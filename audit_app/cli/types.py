"""The kinds of arguments: each turns a word into a value, or says in a sentence why it cannot."""

import re
from argparse import ArgumentTypeError
from datetime import date

FORMATS = ("pdf", "xlsx", "csv", "json")
"""A report's usual formats, the order in which its files are written; exports.report_files has the same."""
EVERY_FORMAT = (*FORMATS, "docx")
"""All of its formats; exports.report_files has the same."""
MEETING_FORMATS = ("pdf", "docx")
"""The formats of a meeting's papers; exports.meeting_files has the same."""
ACTION_FORMATS = ("xlsx", "pdf", "docx")
"""The formats of an agency's actions; services.actions.workbooks has the same."""

_LARGEST_DRAW = 1_000_000


def day(text: str) -> date:
    """A date, YYYY-MM-DD."""
    if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        try:
            return date.fromisoformat(text)
        except ValueError:
            raise ArgumentTypeError(f"there is no day {text}.") from None
    raise ArgumentTypeError(f"{text!r} is not a date. Give it as YYYY-MM-DD, for example 2026-11-22.")


def month(text: str) -> str:
    """A month, YYYY-MM."""
    if re.fullmatch(r"[0-9]{4}-(0[1-9]|1[0-2])", text) and text > "0001":
        return text
    raise ArgumentTypeError(f"{text!r} is not a month. Give it as YYYY-MM, for example 2026-11.")


def count(text: str) -> int:
    """A whole number from 1."""
    if re.fullmatch(r"[0-9]{1,7}", text) and 1 <= int(text) <= _LARGEST_DRAW:
        return int(text)
    raise ArgumentTypeError(f"{text!r} is not a whole number from 1 to {_LARGEST_DRAW:,}.")


def months(text: str) -> int:
    """A number of months, 0 to 120."""
    if re.fullmatch(r"[0-9]{1,3}", text) and int(text) <= 120:
        return int(text)
    raise ArgumentTypeError(f"{text!r} is not a number of months from 0 to 120.")


def words(text: str) -> str:
    """Any text that is more than blanks."""
    if not text.strip():
        raise ArgumentTypeError("it is empty. Say it in words.")
    return text


def references(text: str) -> tuple[str, ...]:
    """References of plans, separated by commas, each once."""
    found = tuple(dict.fromkeys(part.strip() for part in text.split(",") if part.strip()))
    if not found:
        raise ArgumentTypeError("no plan is named. Give references, separated by commas.")
    return found


def formats(text: str) -> tuple[str, ...]:
    """Formats of a report, separated by commas, each once and in our order."""
    return _formats(text, EVERY_FORMAT, FORMATS, "a report")


def meeting_formats(text: str) -> tuple[str, ...]:
    """Formats of a meeting's papers, in the same way."""
    return _formats(text, MEETING_FORMATS, MEETING_FORMATS, "a meeting's papers")


def action_formats(text: str) -> tuple[str, ...]:
    """Formats of an agency's actions, in the same way."""
    return _formats(text, ACTION_FORMATS, ACTION_FORMATS, "an agency's actions")


def _formats(text: str, every: tuple[str, ...], usual: tuple[str, ...], of: str) -> tuple[str, ...]:
    asked = {part.strip().casefold() for part in text.split(",") if part.strip()}
    if unknown := sorted(asked - set(every)):
        named = ", ".join(unknown)
        raise ArgumentTypeError(f"{named} is no format of {of}. Choose from {', '.join(every)}.")
    if not asked:
        raise ArgumentTypeError(f"no format is named. Give {','.join(usual)}.")
    return tuple(name for name in every if name in asked)
