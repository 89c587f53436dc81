"""Days and months in English words; not strftime's, which follow the language of the machine. It knows no figure."""

from datetime import date
from typing import Final

# The same data must give the same report anywhere.
MONTHS: Final = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)


def month(on: date) -> str:
    """“September 2026”."""
    return f"{MONTHS[on.month - 1]} {on.year}"


def day(on: date) -> str:
    """“7 September 2026”."""
    return f"{on.day} {month(on)}"
