"""Public releases: each is kept with its cells, and one that could be set against an earlier is refused."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID, uuid5

from audit_app.domain.period import Period
from audit_app.domain.problems import AppError
from audit_app.store.log.canonical import Json, decode
from audit_app.store.log.rights import Op
from audit_app.store.workspace import Workspace
from scoring.figures import Figure, whole_id

_EARLIER = (
    "SELECT kind, first, last, released_on, cells FROM release WHERE audience = 'public' AND first IS NOT NULL "
    "AND first <= ? AND last >= ? ORDER BY released_on, kind"
)
_SHOWN = ("value", "numerator", "denominator", "lower", "upper", "withheld")


class ReleaseRefused(AppError):
    """The public figures were not released."""


def release(workspace: Workspace, kind: str, period: Period, on: date, figures: Sequence[Figure]) -> None:
    """Keep a public release with its cells; the same release again changes nothing.

    Raises ReleaseRefused where an earlier release overlaps the period without being of the same, or showed a figure
    otherwise for the same period: two such releases side by side give away small counts.
    """
    cells = {whole_id(figure): {name: getattr(figure, name) for name in _SHOWN} for figure in figures}
    first, last = period.first.isoformat(), period.last.isoformat()
    same_kind_held = False
    for held_kind, held_first, held_last, released_on, held in workspace.conn.execute(_EARLIER, (last, first)):
        if (held_first, held_last) != (first, last):
            raise ReleaseRefused(
                f"Figures from {_day(held_first)} to {_day(held_last)} were released on {_day(released_on)}. Two "
                "releases that overlap can give away small counts. Ask for the same period, or one that does not "
                "overlap it."
            )
        _demand_equal(decode(held), cells, released_on, every=held_kind == kind)
        same_kind_held = same_kind_held or held_kind == kind
    if not same_kind_held:
        id_ = uuid5(UUID(hex=workspace.id), "\n".join(("release", "public", kind, first, last))).hex
        value: Json = {"kind": kind, "audience": "public", "first": first, "last": last, "cells": cells}
        value["released_on"] = on.isoformat()
        workspace.door.write(f"Release public figures, {kind}", [Op("release", id_, "record", value)], sign="report")


def _demand_equal(held: dict[str, Json], cells: dict[str, Json], released_on: str, *, every: bool) -> None:
    """Raise ReleaseRefused where both show a figure, but not alike; with `every`, where one has it and one has not."""
    both = held.keys() | cells.keys() if every else held.keys() & cells.keys()
    for id_ in sorted(both):
        if held.get(id_) != cells.get(id_):
            raise ReleaseRefused(
                f"{id_} was released on {_day(released_on)} for this period, and would now be shown otherwise. What is "
                "published stands; a second number beside it can give away small counts."
            )


def _day(text: str) -> str:
    return f"{date.fromisoformat(text):%d/%m/%Y}"
