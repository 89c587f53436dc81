"""The public figures released last, printed once more without a change; it knows neither the report nor its words."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from audit_app.domain.period import Period, add_months, months_text, rolling_twelve_months
from audit_app.services.reports.releasing import SHOWN, ReleaseRefused, demand_unopposed
from audit_app.store.driver import Connection
from audit_app.store.log.canonical import Json
from audit_app.store.read_releases import HeldRelease, releases_over
from exports.pages.wording import span_words
from scoring.days import day, month
from scoring.figures import ONE_WAY, WITHHELD_PUBLIC, Audience, Figure, FigureId, definition, whole_id

_NOT_RELEASED: Final = "No number was released for this period."


@dataclass(frozen=True, slots=True)
class Standing:
    """What stands in public for a period: its cells by whole figure id."""

    period: Period
    cells: Mapping[str, Json]

    @property
    def sentence(self) -> str:
        """Which figures are printed, and when others follow."""
        after = self.period.last + timedelta(days=1)
        following = rolling_twelve_months(Period(after, add_months(after, 12) - timedelta(days=1), "")).last
        until = month(following) if (following + timedelta(days=1)).day == 1 else day(following)
        return (
            f"Figures are those released for {span_words(self.period.first, self.period.last)}; new ones follow with "
            f"the period to {until}."
        )


def standing_release(conn: Connection, kind: str, period: Period, figures: Sequence[Figure]) -> Standing | None:
    """What was released and stands in the way of releasing these figures; None where they may be released.

    Of several releases it is the newest that had ended by the period's end, so that a note made again later is the
    same. The kind's own cells are taken, else all that reports of other kinds showed of the same twelve months.
    """
    try:
        demand_unopposed(conn, kind, period, figures)
    except ReleaseRefused:
        held = releases_over(conn, period.first, period.last)
    else:
        return None
    newest = _newest(held, period)
    same = [one for one in held if (one.first, one.last) == (newest.first, newest.last)]
    own = [one for one in same if one.kind == kind] or same
    cells = {id_: cell for one in own for id_, cell in one.cells.items()}
    text = months_text(newest.first, newest.last)
    of = Period(newest.first, newest.last, text)
    if not of.is_whole_months:
        of = Period(newest.first, newest.last, f"{newest.first.isoformat()}..{newest.last.isoformat()}")
    return Standing(of, cells)


def printed_again(held: Standing, known: Iterable[Figure]) -> tuple[Figure, ...]:
    """The figures as they were released; `known`, the report's own count, gives ids and their order, and no number."""
    ids = {whole_id(figure): figure.id for figure in known}
    order = [*(id_ for id_ in ids if id_ in held.cells), *(id_ for id_ in sorted(held.cells) if id_ not in ids)]
    return tuple(_figure(id_, ids.get(id_, id_), held) for id_ in order)


def _newest(held: Sequence[HeldRelease], period: Period) -> HeldRelease:
    ended = [one for one in held if one.last <= period.last]
    return max(ended, key=lambda one: one.last) if ended else min(held, key=lambda one: one.last)


def _figure(whole: str, id_: str, held: Standing) -> Figure:
    """One figure from its released cell; its note was not kept, and one of today's could tell what changed since."""
    asked, cell = FigureId.parse(whole), held.cells[whole]
    known = definition(id_)
    value, numerator, denominator, lower, upper, withheld = (cell.get(name) for name in SHOWN)
    return Figure(
        id_, known.label, value, numerator, denominator, lower, upper, known.unit, held.period.text,
        asked.value("cycle"), asked.value("framework"), Audience.PUBLIC.value, withheld, _reason(asked, cell), "",
    )  # fmt: skip


def _reason(asked: FigureId, cell: Mapping[str, Json]) -> str:
    if cell["withheld"] == "c":
        return ONE_WAY if len(asked.breakdown) > 1 else WITHHELD_PUBLIC
    return _NOT_RELEASED if cell["value"] is None else ""
