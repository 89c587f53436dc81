"""Words of the first screen: what is due, whose turn it is, and figures with the count first; it knows no Qt."""

from datetime import date

from audit_app.domain.counting import counted
from audit_app.domain.rounds import RoundState, finished
from audit_app.services.home import Due, Home, InProgress
from audit_app.services.rounds.progress import RoundProgress, SeatProgress
from audit_app.services.samples.turns import Turn
from audit_app.ui.days import due_words, full_day
from exports.pages.wording import CYCLES
from scoring.days import MONTHS


def greeting(home: Home, today: date) -> str:
    """The line under the title: the day, and whose workspace this is."""
    return " · ".join(part for part in (full_day(today), home.organisation) if part)


def overdue_words(home: Home) -> str:
    """What is late and whose turn it is, in a sentence; empty where nothing is."""
    if not home.overdue:
        return ""
    mine = sum(turn.is_mine for turn in home.overdue)
    count = len(home.overdue)
    said = "1 plan is overdue" if count == 1 else f"{count:,} plans are overdue"
    if mine == count:
        whose = ", your turn" if count == 1 else ", all of them your turn"
    else:
        whose = f", {mine:,} of them your turn" if mine else ""
    return f"{said}{whose}. What cannot be audited is closed with a reason, in Samples."


def others_words(home: Home) -> str:
    """How many plans of other draws are still to be audited; empty where none is."""
    count = home.earlier_open
    if not count:
        return ""
    return f"{count:,} {'plan of another draw is' if count == 1 else 'plans of other draws are'} still to be audited."


def whose(turn: Turn) -> str:
    """Whose turn it is."""
    return "You" if turn.is_mine else turn.person or "Nobody"


def due_line(due: Due, today: date) -> str:
    """“Weekly, was due Fri 20 Nov, 2 days ago”."""
    cycle = CYCLES.get(due.cycle, due.cycle).capitalize()
    return f"{cycle}, {due_words(due.turn.due, today)}" if due.turn.due else cycle


def progress_words(made: InProgress) -> str:
    """“11 of 18 markers”."""
    return f"{made.review.scored} of {made.markers} markers"


def month_words(first: date, today: date) -> str:
    """“September 2026”, “November 2026, so far”."""
    said = f"{MONTHS[first.month - 1]} {first.year}"
    return f"{said}, so far" if (first.year, first.month) == (today.year, today.month) else said


def round_due_words(found: RoundProgress, today: date) -> str:
    """When the scores of a round are due, and how many members have finished."""
    done, members = finished(one.seat for one in found.seats)
    said = f"{done} of {counted(members, 'member has', 'members have')} submitted everything"
    if found.state is not RoundState.OPEN:
        return f"{said}."
    late = " That day has passed." if found.due < today else ""
    return f"{said}. Scores are due {full_day(found.due)}.{late}"


def seat_words(one: SeatProgress) -> str:
    """“Health, Hetty Rae: 7 of 12 answered”."""
    seat = one.seat
    agency = seat.agency.replace("_", " ").capitalize()
    if seat.is_finished:
        said = "finished, sealed"
    elif seat.asked:
        said = f"{seat.answered} of {seat.asked} answered"
    else:
        said = f"{len(seat.returned)} of {counted(len(seat.audits), 'plan', 'plans')} in"
    return f"{agency}, {seat.name}: {said}"
