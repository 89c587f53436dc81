"""Reading measures and their values as they are kept; it changes nothing and judges nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

from audit_app.store.driver import Connection
from audit_app.store.log.canonical import Json, decode

_MEASURES: Final = (
    "SELECT id, code, title, theme, unit, direction, frequency, source, coalesce(figure, ''), "
    "coalesce(definition, ''), coalesce(owner, ''), coalesce(place, 0), coalesce(ended, '') FROM measure "
    "WHERE erased IS NULL AND deleted IS NULL AND code IS NOT NULL ORDER BY place, code"
)
_VALUES: Final = (
    "SELECT measure_id, period, value, numerator, denominator, detail, coalesce(note, ''), coalesce(source, '') "
    "FROM measure_value WHERE erased IS NULL AND deleted IS NULL "
    "AND coalesce(value, numerator) IS NOT NULL ORDER BY measure_id, period"
)
_SAID: Final = (
    "SELECT period, topic, words, coalesce(owner, '') FROM commentary "
    "WHERE erased IS NULL AND deleted IS NULL AND words IS NOT NULL"
)
_GONE: Final = "SELECT count(*) FROM measure WHERE id = ? AND deleted IS NOT NULL"


class HeldMeasure(NamedTuple):
    """A measure as it is kept; `ended` is the day (ISO) on which it ended, empty while it goes on."""

    id: str
    code: str
    title: str
    theme: str
    unit: str
    direction: str
    frequency: str
    source: str
    figure: str
    definition: str
    owner: str
    place: int
    ended: str


@dataclass(frozen=True, slots=True)
class HeldValue:
    """A value as it is kept; `detail` is the table behind it."""

    measure_id: str
    period: str
    value: float | None
    numerator: float | None
    denominator: float | None
    detail: Sequence[Mapping[str, Json]]
    note: str
    source: str


def held_measures(conn: Connection) -> tuple[HeldMeasure, ...]:
    """Every measure in its place, ended ones too."""
    return tuple(HeldMeasure(*row) for row in conn.execute(_MEASURES))


def held_values(conn: Connection) -> dict[str, dict[str, HeldValue]]:
    """Every value by its measure's id and its period."""
    found: dict[str, dict[str, HeldValue]] = {}
    for row in conn.execute(_VALUES):
        value = _value(row)
        found.setdefault(value.measure_id, {})[value.period] = value
    return found


def notes_said(conn: Connection) -> dict[tuple[str, str], tuple[str, str]]:
    """What owners say of figures: (topic, period) to the words and the role of whoever they are."""
    return {(topic, period): (words, owner) for period, topic, words, owner in conn.execute(_SAID)}


def was_deleted(conn: Connection, measure_id: str) -> bool:
    """Whether a measure of this id was taken away, and can be put back."""
    return bool(conn.execute(_GONE, (measure_id,)).fetchone()[0])


def _value(row: tuple[Any, ...]) -> HeldValue:
    id_, period, value, numerator, denominator, detail, note, source = row
    return HeldValue(id_, period, value, numerator, denominator, tuple(decode(detail)) if detail else (), note, source)
