"""The chase list as it leaves the app: its columns, rows and the lines above them; it decides nothing.

It names plans by their references and no child: it is for the audit group, and goes to whoever is asked for advice.
"""

from exports.book import Field, Format, Value
from exports.chase import ChaseLine, ChaseTold
from exports.lists import ListFile
from scoring.days import day

FIELDS = (
    Field("Goes to", width=30),
    Field("Plan", width=18),
    Field("Week of the 20", Format.WHOLE, 10),
    Field("Casework team", width=22),
    Field("Service", width=34),
    Field("Provider", width=30),
    Field("Asked for", Format.DATE, 12),
    Field("Due", Format.DATE, 12),
    Field("Days overdue", Format.WHOLE, 10),
    Field("Standing", width=20),
)


def counts_words(lines: tuple[ChaseLine, ...]) -> str:
    """“4 overdue, 2 due by then”, as far as there are any."""
    overdue = sum(line.is_overdue for line in lines)
    parts = (f"{overdue:,} overdue" if overdue else "", f"{len(lines) - overdue:,} due" if len(lines) > overdue else "")
    return ", ".join(part for part in parts if part) or "nothing"


def chase_rows(told: ChaseTold) -> tuple[tuple[Value, ...], ...]:
    """A row a request, under `FIELDS`."""
    return tuple(
        (
            *(line.addressee, line.plan_ref, line.week, line.team, line.service, line.provider),
            *(line.requested, line.due, max(line.overdue, 0), line.standing),
        )
        for line in told.lines
    )


def chase_lines(told: ChaseTold) -> tuple[str, ...]:
    """What the list is, in a few lines."""
    first = f"As at {day(told.on)}: overdue, then due up to {day(told.until)}. Plan references only, no names."
    return (first, *(f"{name}: no dates are held, so that nothing can be said." for name in told.without_dates))


def chase_list(organisation: str, told: ChaseTold) -> ListFile:
    """The list as a file of its own."""
    return ListFile("Chase list: advice that is owed", organisation, chase_lines(told), FIELDS, chase_rows(told))
