"""The coverage of the register as lists that leave the app; it counts nothing."""

from audit_app.domain.counting import counted
from audit_app.domain.features import Feature
from audit_app.domain.people import Act
from audit_app.services.samples.coverage import Coverage
from audit_app.store.read_subject import organisation
from audit_app.store.workspace import Workspace
from exports.book import Field, Format
from exports.lists import ListFile
from exports.pages.wording import NEEDS, named
from scoring.days import day

SHOWN_OF_PLANS = (Feature.PHASE, Feature.NEED, Feature.SETTING, Feature.TEAM, Feature.PLAN_AGE)
"""What the list of plans never looked at says of each, where the register holds it."""


def value_words(feature: Feature, value: str) -> str:
    """A value in words: a need's code with its name."""
    return named(value, NEEDS.get(value, "")) if feature is Feature.NEED else value


def coverage_words(made: Coverage) -> str:
    """“Of 887 plans in force, 212 were drawn and 198 audited in the last 12 months. 402 have never been looked at.”"""
    if not made.plans:
        return "The register holds no plan in force."
    never = len(made.waiting)
    said = (
        "Every one has been looked at."
        if not never
        else f"{never:,} {'has' if never == 1 else 'have'} never been looked at."
    )
    return (
        f"Of {counted(made.plans, 'plan')} in force, {made.drawn:,} {'was' if made.drawn == 1 else 'were'} drawn and "
        f"{made.audited:,} audited in the last {made.months} months. {said}"
    )


def coverage_list(workspace: Workspace, made: Coverage) -> ListFile:
    """How many plans of each kind were looked at, a row a value. Raises AppError where the person may not export."""
    workspace.demand(Act.EXPORT)
    fields = (
        *(Field("What", width=26), Field("Value", width=36), Field("Plans in force", Format.WHOLE, 14)),
        *(Field("Drawn", Format.WHOLE, 10), Field("Audited", Format.WHOLE, 10)),
        *(Field("Never looked at", Format.WHOLE, 16), Field("Longest since", Format.DATE, 16)),
    )
    rows = tuple(
        (
            *(one.feature.words, value_words(one.feature, one.value), one.plans),
            *(one.drawn, one.audited, one.never, one.since),
        )
        for one in made.lines
    )
    return ListFile("Coverage of the register", organisation(workspace.conn), _about(made), fields, rows)


def waiting_list(workspace: Workspace, made: Coverage) -> ListFile:
    """The plans never looked at, the longest waiting first. Raises AppError where the person may not export."""
    workspace.demand(Act.EXPORT)
    shown = [feature for feature in SHOWN_OF_PLANS if any(feature in one.traits for one in made.waiting)]
    fields = (
        *(Field("Plan", width=20), Field("Final plan of", Format.DATE, 16)),
        *(Field(feature.words, width=26) for feature in shown),
    )
    rows = tuple(
        (one.plan_ref, one.since, *(value_words(feature, one.traits[feature]) for feature in shown))
        for one in made.waiting
    )
    return ListFile("Plans never looked at", organisation(workspace.conn), _about(made), fields, rows)


def _about(made: Coverage) -> tuple[str, ...]:
    return (
        f"As of {day(made.on)}. {coverage_words(made)}",
        "An audit counts once it was submitted; audits for practice and abandoned ones do not.",
    )
