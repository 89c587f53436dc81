"""Who owes which advice, as a report and a list tell it: the lines and the days they are about; no file, no words."""

from dataclasses import dataclass, replace
from datetime import date


@dataclass(frozen=True, slots=True)
class ChaseLine:
    """One request for advice that is owed.

    `addressee` is whom the list goes to. `week` is the week of the 20 in which the assessment stands, from 1, None
    where the day of the request for it is not known. `overdue` counts days after the due day; 0 or less is to come.
    """

    agency: str
    addressee: str
    plan_id: str
    plan_ref: str
    week: int | None
    team: str
    service: str
    provider: str
    requested: date | None
    due: date
    overdue: int

    @property
    def is_overdue(self) -> bool:
        """Whether its last day has passed."""
        return self.overdue > 0

    @property
    def standing(self) -> str:
        """“12 days overdue”, “due today”, “due in 3 days”."""
        if self.overdue == 0:
            return "due today"
        days = f"{abs(self.overdue):,} {'day' if abs(self.overdue) == 1 else 'days'}"
        return f"{days} overdue" if self.is_overdue else f"due in {days}"


@dataclass(frozen=True, slots=True)
class ChaseTold:
    """What is owed on the day `on`: overdue, and due from then up to `until`; grouped by addressee, most overdue first.

    `without_dates` are the addressees of whose advice neither log nor register has dates: of them nothing is known.
    """

    on: date
    until: date
    lines: tuple[ChaseLine, ...]
    without_dates: tuple[str, ...] = ()

    @property
    def groups(self) -> tuple[tuple[str, tuple[ChaseLine, ...]], ...]:
        """The lines of each addressee, in the order of the list."""
        names = dict.fromkeys(line.addressee for line in self.lines)
        return tuple((name, self.only(name).lines) for name in names)

    def only(self, addressee: str) -> "ChaseTold":
        """The part of the list that goes to one addressee."""
        lines = tuple(line for line in self.lines if line.addressee == addressee)
        return replace(self, lines=lines, without_dates=tuple(name for name in self.without_dates if name == addressee))
