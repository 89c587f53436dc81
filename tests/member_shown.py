"""Made-up rounds, halves and a calibration card, as a member's first screen shows them."""

from datetime import date

from audit_app.domain.rounds import OpeningRule, Seat, Way
from audit_app.services.member.assignments import Assignment, MyPlan
from audit_app.services.member.custody import Custody
from exports.calibration import CardTold, LineTold, RevisitTold
from scoring.calibration import Closeness

FEW = Closeness(4, 3, 4, None, None)
MANY = Closeness(112, 71, 104, -0.31, 0.82)
_LONG = (
    "Section F names a teaching assistant for ten minutes each morning and says what they do, how and how often. " * 2
)


def some_rounds() -> tuple[Assignment, ...]:
    """One under way with a plan of each standing, and one whose result is here."""
    standings = (
        (0, 12, False, False, ""),
        (5, 7, False, False, ""),
        (12, 0, False, False, "Section F was missing from the copy."),
        (12, 0, True, False, ""),
        (12, 0, True, True, ""),
    )
    plans = tuple(
        MyPlan(f"a{n}", f"r{n}", f"EHC-{n:04d}", answered, 12, lacking, answered > 0, submitted, gone, back)
        for n, (answered, lacking, submitted, gone, back) in enumerate(standings, start=1)
    )
    about = ("Larkmere Partnership", ("Mary Quill", "Rafiq Ashendale"))
    under_way = Assignment(
        *("1", "2026-11", *about, date(2026, 12, 4), False, plans, 41, 60, "2026-11-20", True, False, "")
    )
    over = Assignment(
        *("2", "2026-09", *about, date(2026, 9, 30), True, plans[4:], 12, 12, "2026-09-28", False, True, "")
    )
    return under_way, over


def some_halves() -> tuple[Custody, ...]:
    """One that may be released, and one that may not."""
    seats = (
        Seat("p", "Hanna Brook", "health", Way.PACK, ("a", "b"), (), returned=frozenset({"a", "b"})),
        Seat("q", "Ann Fold", "education", Way.SHEET, ("a",), (), returned=frozenset({"a"})),
    )
    chairs = ("Larkmere Partnership", date(2026, 12, 4), ("Mary Quill",), "Mary Quill", "2026-11-22", seats)
    against = OpeningRule(("Ann Fold has not submitted everything, and the round runs until 04/12/2026.",))
    return (
        Custody("1", "2026-11", *chairs, OpeningRule(()), ""),
        Custody("2", "2026-10", *chairs, against, ""),
    )


def some_card() -> CardTold:
    """A card over two rounds with two markers to revisit."""
    line = LineTold("2026-11", "EHC-0001", "F3", "3", "1", _LONG, _LONG, "evidence_misread")
    other = LineTold("2026-09", "EHC-0002", "E1", "2", "1", "", "The outcome has no date.", "")
    question = "Is provision detailed, specific and normally quantified?"
    revisit = (
        RevisitTold("F3", question, "Two levels or more off.", (line,)),
        RevisitTold("E1", "Are outcomes SMART?", "Off in 2 rounds.", (other, other)),
    )
    parts = (("W  The whole plan", MANY), ("B  Needs", FEW), ("F  Provision", MANY))
    rounds = (("2026-09", MANY), ("2026-11", MANY))
    return CardTold("Larkmere Partnership", "Hanna Brook", "2026-11", 8, MANY, 3, parts, revisit, rounds, (line, other))
