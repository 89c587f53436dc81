"""Public releases: each is kept with its cells, and one that could be set against an earlier is refused."""

from collections.abc import Sequence
from datetime import date
from typing import Final
from uuid import UUID, uuid5

from audit_app.domain.period import Period
from audit_app.domain.problems import AppError
from audit_app.store.driver import Connection
from audit_app.store.log.canonical import Json
from audit_app.store.log.rights import Op
from audit_app.store.read_releases import releases_over
from audit_app.store.workspace import Workspace
from scoring.figures import Figure, whole_id

SHOWN: Final = ("value", "numerator", "denominator", "lower", "upper", "withheld")
"""What is kept of each figure that is released."""


class ReleaseRefused(AppError):
    """The public figures were not released."""


def release(workspace: Workspace, kind: str, period: Period, on: date, figures: Sequence[Figure]) -> None:
    """Keep a public release with its cells; the same release again changes nothing. Raises ReleaseRefused."""
    if demand_unopposed(workspace.conn, kind, period, figures):
        return
    cells: Json = _cells(figures)
    first, last = period.first.isoformat(), period.last.isoformat()
    id_ = uuid5(UUID(hex=workspace.id), "\n".join(("release", "public", kind, first, last))).hex
    value: Json = {"kind": kind, "audience": "public", "first": first, "last": last, "cells": cells}
    value["released_on"] = on.isoformat()
    workspace.door.write(f"Release public figures, {kind}", [Op("release", id_, "record", value)], sign="report")


def demand_unopposed(conn: Connection, kind: str, period: Period, figures: Sequence[Figure]) -> bool:
    """Whether these figures were released just so for this kind already.

    Raises ReleaseRefused where an earlier release overlaps the period without being of the same, or showed a figure
    otherwise for the same period: two such releases side by side give away small counts.
    """
    cells = _cells(figures)
    same_kind_held = False
    for held in releases_over(conn, period.first, period.last):
        if (held.first, held.last) != (period.first, period.last):
            raise ReleaseRefused(
                f"Figures from {_day(held.first)} to {_day(held.last)} were released on {_day(held.on)}. Two "
                "releases that overlap can give away small counts. Ask for the same period, or one that does not "
                "overlap it."
            )
        _demand_equal(held.cells, cells, held.on, every=held.kind == kind)
        same_kind_held = same_kind_held or held.kind == kind
    return same_kind_held


def _cells(figures: Sequence[Figure]) -> dict[str, Json]:
    return {whole_id(figure): {name: getattr(figure, name) for name in SHOWN} for figure in figures}


def _demand_equal(held: dict[str, Json], cells: dict[str, Json], released_on: date, *, every: bool) -> None:
    """Raise ReleaseRefused where both show a figure, but not alike; with `every`, where one has it and one has not."""
    both = held.keys() | cells.keys() if every else held.keys() & cells.keys()
    for id_ in sorted(both):
        if held.get(id_) != cells.get(id_):
            raise ReleaseRefused(
                f"{id_} was released on {_day(released_on)} for this period, and would now be shown otherwise. What is "
                "published stands; a second number beside it can give away small counts."
            )


def _day(day: date) -> str:
    return f"{day:%d/%m/%Y}"
