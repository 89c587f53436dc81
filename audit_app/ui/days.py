"""Days in words as screens write them; not strftime's, which follow the language of the machine."""

from collections.abc import Sequence
from datetime import date

from scoring.days import MONTHS

_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def short_day(on: date) -> str:
    """“Fri 27 Nov”."""
    return f"{_DAYS[on.weekday()]} {on.day} {MONTHS[on.month - 1][:3]}"


def full_day(on: date) -> str:
    """“Fri 27 Nov 2026”."""
    return f"{short_day(on)} {on.year}"


def plain_day(text: str) -> str:
    """An ISO date as “27 Nov 2026”, for tables; empty for an empty text."""
    if not text:
        return ""
    on = date.fromisoformat(text)
    return f"{on.day} {MONTHS[on.month - 1][:3]} {on.year}"


def due_words(due: date, today: date) -> str:
    """“due Fri 27 Nov”, “due today”, “was due Fri 20 Nov, 2 days ago”."""
    late = (today - due).days
    if late == 0:
        return "due today"
    if late < 0:
        return f"due {short_day(due)}"
    return f"was due {short_day(due)}, {late:,} {'day' if late == 1 else 'days'} ago"


def joined_names(names: Sequence[str]) -> str:
    """“Ann”, “Ann and Ben”, “Ann, Ben and Cy”."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} and {names[-1]}"
