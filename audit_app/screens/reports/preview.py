"""A report before anything is written: its figures in words, what is withheld from its readers, what its pages say."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from audit_app.services.reports.content import contents
from audit_app.services.reports.overlapping import given_away
from audit_app.services.reports.reporting import Report, ReportAsked, looked_at, rounds
from audit_app.store.read_rounds import HeldRound
from audit_app.store.workspace import Workspace
from exports.content import Content, ReportHead
from exports.pages.wording import period_words
from scoring.figures import Figure, FigureId, words

KEY = "Key figures"
WITHHELD = "c"
"""The symbol of a figure that is kept from its readers; the others are missing for everybody."""

_BROKEN_DOWN = "Teams, needs and phases"
_OTHER = "Other figures"
_GROUPS = ("team", "need", "phase", "cycle", "round")
_PARTS = (
    ("plans.", KEY),
    ("grade.", KEY),
    ("score.overall", KEY),
    ("score.section", "Sections"),
    ("score.agency", "Agencies"),
    ("marker.", "Markers"),
)


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One figure as it will stand in the report: what it counts, the number in words, the part it belongs to."""

    id: str
    label: str
    words: str
    part: str
    note: str
    is_withheld: bool


@dataclass(frozen=True, slots=True)
class Withheld:
    """Figures that the readers do not see for one reason; `symbol` is c (withheld), z or x as in the report."""

    symbol: str
    reason: str
    labels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Preview:
    """What a report would say: its period in words, the day of its data, its figures, and what is withheld.

    `told` has what the pages say, one for each casework team in a report by team; `rounds` are those to choose from.
    `given_away` are warnings: what a board could work out from this one and another that was issued.
    """

    stem: str
    period: str
    data_date: date
    audited: int
    rows: tuple[FigureRow, ...]
    withheld: tuple[Withheld, ...]
    notes: tuple[str, ...]
    told: tuple[Content, ...] = ()
    rounds: tuple[HeldRound, ...] = ()
    given_away: tuple[str, ...] = ()

    @property
    def names_plans(self) -> bool:
        """Whether its pages name plans: to look at it is to read of children, and goes on record."""
        return any(one.plans for one in self.told)


def preview(workspace: Workspace, asked: ReportAsked) -> Preview:
    """The report as it would be written; unlike a report for the public, this releases nothing.

    Raises PeriodError and AppError as a report does.
    """
    made = looked_at(workspace, asked)
    found = preview_of(made, contents(workspace, made), rounds(workspace, asked.kind, asked.cycle))
    return replace(found, given_away=given_away(workspace, made))


def preview_of(made: Report, told: tuple[Content, ...] = (), found: tuple[HeldRound, ...] = ()) -> Preview:
    """A report as the screen shows it."""
    audited = next((figure.value for figure in made.figures if figure.id == "plans.audited"), None)
    return Preview(
        stem=made.stem,
        period=period_words(ReportHead.read(made.head())),
        data_date=made.data_date,
        audited=round(audited or 0) if not _is_withheld(made.figures, "plans.audited") else -1,
        rows=tuple(_row(figure) for figure in made.figures),
        withheld=_withheld(made.figures),
        notes=made.notes,
        told=told,
        rounds=found,
    )


def _row(figure: Figure) -> FigureRow:
    return FigureRow(
        figure.id, _label(figure), words(figure), part_of(figure.id), figure.note, is_withheld=bool(figure.withheld)
    )


def _label(figure: Figure) -> str:
    """The label with the group that it is about, where it does not name it."""
    groups = [value for name, value in FigureId.parse(figure.id).parts if name in _GROUPS]
    missing = [value for value in groups if value not in figure.label]
    return ", ".join([figure.label, *missing])


def part_of(id_: str) -> str:
    """The part of a report that a figure belongs to, by its id."""
    asked = FigureId.parse(id_)
    if asked.breakdown:
        return _BROKEN_DOWN
    return next((part for start, part in _PARTS if asked.base.startswith(start)), _OTHER)


def _is_withheld(figures: Sequence[Figure], id_: str) -> bool:
    return any(figure.id == id_ and figure.withheld for figure in figures)


def _withheld(figures: Sequence[Figure]) -> tuple[Withheld, ...]:
    """Grouped by reason, what is kept from the readers first, then the most frequent."""
    found: dict[tuple[str, str], list[str]] = {}
    for figure in figures:
        if figure.withheld:
            found.setdefault((figure.withheld, figure.reason or words(figure)), []).append(_label(figure))
    groups = sorted(found.items(), key=lambda group: (group[0][0] != WITHHELD, -len(group[1])))
    return tuple(Withheld(symbol, reason, tuple(labels)) for (symbol, reason), labels in groups)
