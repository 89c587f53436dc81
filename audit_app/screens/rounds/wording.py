"""The words of the rounds screen for agencies, ways to score and how far a round is; it holds no widget."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Final

from audit_app.domain.counting import counted
from audit_app.domain.people import Agency
from audit_app.domain.rounds import RoundState, Way
from audit_app.services.rounds.progress import RoundLine, RoundProgress
from audit_app.ui.pill import Status

AGENCIES: Final[Mapping[str, str]] = MappingProxyType(
    {
        Agency.EDUCATION.value: "Education",
        Agency.HEALTH.value: "Health",
        Agency.SOCIAL_CARE.value: "Social care",
        Agency.COORDINATOR.value: "SEN coordinator",
        Agency.PARENT_CARER.value: "Parent carer",
    }
)
WAYS: Final[Mapping[Way, str]] = MappingProxyType(
    {Way.PACK: "Sealed pack", Way.SHEET: "Scoring sheet", Way.TABLE: "Round a table"}
)
_STATES: Final[Mapping[RoundState, tuple[Status, str]]] = MappingProxyType(
    {
        RoundState.OPEN: (Status.OPEN, "Being scored"),
        RoundState.REVEALED: (Status.AMBER, "Scores open"),
        RoundState.CLOSED: (Status.DONE, "Closed"),
    }
)


def state_of(state: RoundState, is_void: bool) -> tuple[Status, str]:
    """The pill of a round."""
    return (Status.GREY, "Void") if is_void else _STATES[state]


def finished_words(line: RoundLine) -> str:
    """“3 of 5”; a dash for a round from earlier records, which has no seats."""
    if not line.members:
        return "–"
    return f"{line.finished} of {line.members}"


def due_words(found: RoundProgress, today: date) -> str:
    """When scores are due and how far off that is."""
    days = (found.due - today).days
    if found.state is not RoundState.OPEN:
        return f"Due {found.due:%d/%m/%Y}."
    if days < 0:
        return f"Due {found.due:%d/%m/%Y}, {counted(-days, 'day', 'days')} ago."
    return f"Due {found.due:%d/%m/%Y}, in {counted(days, 'day', 'days')}." if days else "Due today."


def seal_words(found: RoundProgress) -> str:
    """Whether the round is sealed, and who opens it."""
    if not found.seats:
        return "From earlier records: who scored what stands in the reveal and in Reports."
    if not found.is_sealed:
        return "Not sealed: there was no keyholder when it was opened. The chair alone can open the scores."
    chairs, keepers = (", ".join(name for _, name in side) for side in (found.chairs, found.keyholders))
    return f"Sealed. {chairs} and {keepers} can open it together: one of the first, one of the second."
