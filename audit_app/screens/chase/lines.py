"""The columns of the chase list, and its words: what stands above it and on the tiles; no widget here."""

from operator import attrgetter

from audit_app.domain.advice import AGENCIES
from audit_app.domain.counting import counted
from audit_app.services.advice.chasing import ADDRESSEES
from audit_app.ui.days import full_day, joined_names, plain_day
from audit_app.ui.table_model import Column
from exports.charts.scene import Mark
from exports.chase import ChaseLine, ChaseTold
from resources.theme import Colour


def columns() -> tuple[Column, ...]:
    """What is owed, since when, by whom; those that matter least are left out first where there is no room."""
    service, provider = attrgetter("service"), attrgetter("provider")
    return (
        Column("plan", "Plan", attrgetter("plan_ref"), width=120),
        Column("standing", "Standing", _standing, sort=_by_days, mark=_mark, width=140),
        Column("addressee", "Goes to", attrgetter("addressee"), choices=True, width=200),
        Column("service", "Service", service, tip=service, choices=True, width=220, yields=1),
        Column("provider", "Provider", provider, tip=provider, width=180, yields=3),
        Column("due", "Due", lambda line: plain_day(line.due.isoformat()), sort=attrgetter("due"), width=110),
        Column("asked", "Asked for", _asked, sort=attrgetter("requested"), width=110, yields=2),
        Column("week", "Week of the 20", _week, sort=attrgetter("week"), figures=True, width=116, yields=2),
        Column("team", "Casework team", attrgetter("team"), choices=True, width=150, yields=4),
    )


def told_words(told: ChaseTold) -> str:
    """What the list is: “As at Sun 22 Nov 2026: 12 overdue, 5 due up to Sun 29 Nov 2026. …”."""
    overdue = sum(line.is_overdue for line in told.lines)
    counts = f"{overdue:,} overdue, {len(told.lines) - overdue:,} due up to {full_day(told.until)}"
    return f"As at {full_day(told.on)}: {counts}. What is saved names plans by reference, and no child."


def missing_words(told: ChaseTold) -> str:
    """Of whose advice nothing can be said; empty where there is none."""
    if not told.without_dates:
        return ""
    names = joined_names([AGENCIES[one].lower() for one, to in ADDRESSEES.items() if to in told.without_dates])
    return (
        f"Of advice from {names} no dates are held, so that nothing can be said of it. Import an advice log, or add a "
        "request to a plan."
    )


def tile_words(told: ChaseTold, agency: str) -> tuple[str, str, str]:
    """A tile of one addressee: whom, how many are overdue, and by how much and what is due in small words."""
    lines = [line for line in told.lines if line.agency == agency]
    late = [line.overdue for line in lines if line.is_overdue]
    if not lines and ADDRESSEES[agency] in told.without_dates:
        return ADDRESSEES[agency], "–", "no dates are held"
    longest = f"overdue, the longest by {counted(max(late), 'day')}" if late else "overdue"
    return ADDRESSEES[agency], f"{len(late):,}", f"{longest}; {len(lines) - len(late):,} due within a week"


def _standing(line: ChaseLine) -> str:
    return line.standing[0].upper() + line.standing[1:]


def _by_days(line: ChaseLine) -> int:
    return -line.overdue


def _mark(line: ChaseLine) -> tuple[Mark, Colour]:
    return (Mark.SQUARE, Colour.INADEQUATE) if line.is_overdue else (Mark.RING, Colour.SOFT_INK)


def _asked(line: ChaseLine) -> str:
    return plain_day(line.requested.isoformat()) if line.requested is not None else ""


def _week(line: ChaseLine) -> str:
    return "" if line.week is None else str(line.week)
