"""The improvement plans that the app ships, read into plans with ids of a workspace: the same on every machine."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from audit_app.domain.improvement import ImprovementPlan, PlanAction, Reported, RequiredOutcome, Theme
from audit_app.domain.problems import AppError
from audit_app.domain.status import read_status
from audit_app.domain.timescale import read_timescale
from audit_app.store.ids import Ids
from resources.improvement import example_ids, example_text


@dataclass(frozen=True, slots=True)
class Example:
    """A plan that the app ships: its id, title and what it is about, for a person to choose.

    `targets` are the codes of the measures for which it set targets in time.
    """

    id: str
    title: str
    about: str
    targets: tuple[str, ...] = ()


def examples() -> tuple[Example, ...]:
    """What is shipped, the written statement first."""
    told = ((id_, tomllib.loads(example_text(id_))) for id_ in example_ids())
    return tuple(_example(id_, values) for id_, values in told)


def targets_of_example(example_id: str) -> tuple[str, ...]:
    """The codes of the measures for which an example set targets; none for one that is not shipped."""
    return next((one.targets for one in examples() if one.id == example_id), ())


def example_plan(example_id: str, ids: Ids, plan_id: str = "") -> ImprovementPlan:
    """An example as a plan, of another id than its title's where that is given. Raises AppError for one not shipped."""
    try:
        values = tomllib.loads(example_text(example_id))
    except KeyError as error:
        raise AppError(str(error.args[0])) from None
    return plan_of_values(values, ids, plan_id or ids.improvement_plan(values["title"]))


def plan_of_values(values: Mapping[str, Any], ids: Ids, plan_id: str) -> ImprovementPlan:
    """The plan that a shipped file tells; a theme's id follows from its letter, an action's from its place."""
    checkpoints = tuple(values["checkpoints"])
    return ImprovementPlan(
        plan_id,
        values["title"],
        values["about"],
        values["source"],
        values.get("refresh", ""),
        checkpoints,
        tuple(_themes(values, plan_id, ids, checkpoints)),
    )


def _example(id_: str, values: Mapping[str, Any]) -> Example:
    return Example(id_, values["title"], values["about"], tuple(values.get("targets", ())))


def _themes(values: Mapping[str, Any], plan_id: str, ids: Ids, checkpoints: tuple[str, ...]) -> Iterator[Theme]:
    for theme in values["themes"]:
        theme_id = ids.within(plan_id, "plan_theme", theme["letter"])
        outcomes = []
        for told in theme["outcomes"]:
            outcome_id = ids.within(theme_id, "required_outcome", told["number"])
            actions = (
                _action(one, ids.within(outcome_id, "plan_action", str(at)), checkpoints)
                for at, one in enumerate(told["actions"], 1)
            )
            outcomes.append(RequiredOutcome(outcome_id, told["number"], told["words"], tuple(actions)))
        yield Theme(theme_id, theme["letter"], theme["title"], theme.get("aims", "").strip(), tuple(outcomes))


def _action(told: Mapping[str, Any], id_: str, checkpoints: tuple[str, ...]) -> PlanAction:
    when = read_timescale(told["timescale"])
    statuses = zip(checkpoints, told.get("status", ()), strict=False)
    return PlanAction(
        id_,
        told["words"].strip(),
        told["timescale"],
        when.dates,
        when.recurrence,
        tuple(told.get("owners", ())),
        tuple(told.get("leaders", ())),
        tuple(told.get("measures", ())),
        reported={at: Reported(status) for at, word in statuses if (status := read_status(word)) is not None},
    )
