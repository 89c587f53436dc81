"""Reading targets in time and published comparisons as they are kept; it changes nothing."""

from collections.abc import Sequence
from datetime import date
from typing import Any, Final, NamedTuple

from audit_app.store.driver import Connection
from audit_app.store.log.canonical import decode
from audit_app.store.records_at import records_at
from scoring.timeliness.trajectories import Basis, Point, Trajectory

_TRAJECTORIES: Final = (
    "SELECT id, name, figure, basis, started_from, points, source FROM trajectory "
    "WHERE erased IS NULL AND deleted IS NULL AND name IS NOT NULL ORDER BY name, id"
)
_COMPARISONS: Final = (
    "SELECT id, figure, source, file, digest, imported_on, columns, rows FROM comparison "
    "WHERE erased IS NULL AND deleted IS NULL AND digest IS NOT NULL AND figure = ? ORDER BY imported_on DESC, id"
)
_FIELDS: Final = ("name", "figure", "basis", "started_from", "points", "source")


class HeldTrajectory(NamedTuple):
    """A trajectory with its id."""

    id: str
    trajectory: Trajectory


class HeldComparison(NamedTuple):
    """A published table as it was kept: rows of texts under columns, and the day of its import (ISO)."""

    id: str
    figure: str
    source: str
    file: str
    digest: str
    imported_on: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def held_trajectories(conn: Connection) -> tuple[HeldTrajectory, ...]:
    """Every trajectory that is kept, by name."""
    return tuple(_held(row) for row in conn.execute(_TRAJECTORIES))


def trajectories_at(conn: Connection, utc: str) -> tuple[HeldTrajectory, ...]:
    """The trajectories that were kept at a moment (UTC text), by name."""
    found = records_at(conn, "trajectory", utc)
    made = (_made(id_, [value.get(name) for name in _FIELDS]) for id_, value in found.items())
    return tuple(sorted(made, key=lambda held: (held.trajectory.name, held.id)))


def _held(row: tuple[Any, ...]) -> HeldTrajectory:
    id_, name, figure, basis, started_from, points, source = row
    return _made(id_, (name, figure, basis, started_from, decode(points), source))


def _made(id_: str, values: Sequence[Any]) -> HeldTrajectory:
    """One from the values of its record, in the order of _FIELDS."""
    name, figure, basis, started_from, points, source = values
    since = date.fromisoformat(started_from) if started_from else None
    kept = tuple(Point(date.fromisoformat(on), percent) for on, percent in points)
    return HeldTrajectory(id_, Trajectory(name, figure, Basis(basis), since, kept, source or ""))


def held_comparisons(conn: Connection, figure: str) -> tuple[HeldComparison, ...]:
    """The published tables for a figure, the one imported last first."""
    found = []
    for id_, of, source, file, digest, day, columns, rows in conn.execute(_COMPARISONS, (figure,)):
        kept = tuple(tuple(row) for row in decode(rows))
        found.append(HeldComparison(id_, of, source, file, digest, day, tuple(decode(columns)), kept))
    return tuple(found)
