"""Measures kept: the catalogue loaded, own ones added and changed, ended and gone on with; all of it undone."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from audit_app.domain.counting import counted
from audit_app.domain.measure_catalogue import CatalogueEntry, direction_word, measure_faults, read_catalogue
from audit_app.domain.measures import Measure
from audit_app.domain.people import Act
from audit_app.domain.problems import AppError, Problem
from audit_app.services.measures.targets import lacking_targets, ops_of_targets
from audit_app.services.reports.no_plans import plan_named
from audit_app.store.ids import Ids
from audit_app.store.log.canonical import Json
from audit_app.store.log.rights import Op
from audit_app.store.read_measures import HeldMeasure, held_measures, held_values, was_deleted
from audit_app.store.workspace import Workspace
from resources.measures import catalogue_text

MOST: Final = 200
STEP: Final = 10
"""How far apart the places of the catalogue lie, so that an own measure can stand between two."""


@dataclass(frozen=True, slots=True)
class CatalogueLoaded:
    """What loading did: how many measures are new, how many were held already, and how many targets were kept."""

    new: int
    held: int
    targets: int


def shipped() -> tuple[CatalogueEntry, ...]:
    """The catalogue that the app ships."""
    return read_catalogue(catalogue_text())


def load_catalogue(workspace: Workspace, *, with_targets: bool = False) -> CatalogueLoaded:
    """Keep every measure of the catalogue that is not held, and the statement's targets where they are asked for.

    A measure that is held, changed or ended stays as it is.
    """
    workspace.demand(Act.MANAGE_MEASURES)
    entries, ids = shipped(), Ids(workspace.id)
    held = {one.code for one in held_measures(workspace.conn)}
    fresh = [(at, one) for at, one in enumerate(entries, start=1) if one.measure.code not in held]
    _demand_room(len(held) + len(fresh))
    ops: list[Op] = []
    for at, one in fresh:
        ops += _ops(workspace, ids, one.measure, at * STEP)
    targets = lacking_targets(workspace, entries) if with_targets else ()
    ops += ops_of_targets(workspace, targets)
    if ops:
        workspace.door.write(_loading_words(len(fresh), len(targets)), ops)
    return CatalogueLoaded(len(fresh), len(entries) - len(fresh), len(targets))


def add_measure(workspace: Workspace, measure: Measure) -> str:
    """Keep a measure of the area's own behind the others; returns its id. Raises AppError, nothing is written then."""
    workspace.demand(Act.MANAGE_MEASURES)
    _demand_sound(workspace, measure)
    held = held_measures(workspace.conn)
    if any(one.code == measure.code for one in held):
        raise AppError(f"There is a measure with the code {measure.code}. Give another code, or change that one.")
    _demand_room(len(held) + 1)
    ids = Ids(workspace.id)
    place = max((one.place for one in held), default=0) + STEP
    workspace.door.write(f"Add the measure {measure.title}", _ops(workspace, ids, measure, place))
    return ids.measure(measure.code)


def change_measure(workspace: Workspace, measure: Measure) -> None:
    """Change a measure that is held, by its code. One with values keeps how often it has them."""
    workspace.demand(Act.MANAGE_MEASURES)
    _demand_sound(workspace, measure)
    held = held_measure(workspace, measure.code)
    if held.frequency != measure.frequency.value and _has_values(workspace, held.id):
        raise AppError(
            f"“{held.title}” has values by the {held.frequency}. End it, and add a measure with another code."
        )
    value = measure_record(measure, held.place)
    if value != _record_of(held):
        workspace.door.write(f"Change the measure {measure.title}", [Op("measure", held.id, "record", value)])


def end_measure(workspace: Workspace, code: str, on: date | None) -> None:
    """Let a measure end on a day, or go on with None; what was reached stays."""
    workspace.demand(Act.MANAGE_MEASURES)
    held = held_measure(workspace, code)
    ended = on.isoformat() if on is not None else None
    if (held.ended or None) == ended:
        return
    verb = "Go on with" if on is None else "End"
    workspace.door.write(f"{verb} the measure {held.title}", [Op("measure", held.id, "ended", ended)])


def held_measure(workspace: Workspace, code: str) -> HeldMeasure:
    """The measure of a code. Raises AppError where there is none."""
    for one in held_measures(workspace.conn):
        if one.code == code:
            return one
    raise AppError(f"There is no measure with the code {code[:60]}. Load the catalogue, or add the measure first.")


def _loading_words(new: int, targets: int) -> str:
    also = f", {counted(targets, 'target')}" if targets else ""
    return f"Load the catalogue of measures: {new} new{also}"


def _ops(workspace: Workspace, ids: Ids, measure: Measure, place: int) -> list[Op]:
    id_ = ids.measure(measure.code)
    back = [Op("measure", id_, "deleted", None)] if was_deleted(workspace.conn, id_) else []
    return [*back, Op("measure", id_, "record", measure_record(measure, place))]


def _demand_sound(workspace: Workspace, measure: Measure) -> None:
    problems = [Problem(message) for _, message in measure_faults(measure)]
    if called := plan_named(workspace.conn, f"{measure.title} {measure.definition} {measure.theme} {measure.owner}"):
        problems.append(Problem(f"It names the plan {called}. A measure is about no single child: leave that out."))
    if problems:
        raise AppError("The measure cannot be kept as it is. Correct what is listed.", problems)


def _demand_room(number: int) -> None:
    if number > MOST:
        raise AppError(f"A workspace has {MOST} measures at most. End or merge some that are no longer looked at.")


def _has_values(workspace: Workspace, measure_id: str) -> bool:
    return measure_id in held_values(workspace.conn)


def measure_record(measure: Measure, place: int) -> dict[str, Json]:
    """A measure as the log keeps it."""
    return {
        "code": measure.code,
        "title": measure.title.strip(),
        "theme": measure.theme.strip(),
        "unit": measure.unit.strip(),
        "direction": direction_word(measure.direction),
        "frequency": measure.frequency.value,
        "source": measure.source.value,
        "figure": measure.figure or None,
        "definition": measure.definition or None,
        "owner": measure.owner or None,
        "place": place,
    }


def _record_of(held: HeldMeasure) -> dict[str, Json]:
    named = held._asdict()
    return {name: named[name] or None if name in ("figure", "definition", "owner") else named[name] for name in _NAMES}


_NAMES: Final = (
    *("code", "title", "theme", "unit", "direction", "frequency", "source", "figure", "definition", "owner", "place"),
)
