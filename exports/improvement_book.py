"""An improvement plan as a workbook: one sheet a theme in the statement's layout, risks, escalations and versions.

What a person changes in it is read back by `audit_app.intake.improvement_plan`; the keys in the last columns tell which
row is which. It knows no store.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from audit_app.domain.improvement import MONTH_NAMES, ImprovementPlan, PlanAction, RequiredOutcome, Theme
from audit_app.domain.plan_workbook import (
    ACTION_COLUMNS,
    ESCALATION_COLUMNS,
    ESCALATIONS_SHEET,
    KEY,
    LATER_COLUMNS,
    OUTCOME_COLUMNS,
    OUTCOME_KEY,
    PLAN_FACTS,
    PLAN_SHEET,
    RISK_COLUMNS,
    RISKS_SHEET,
    THEME_SHEET,
    THEMES,
    VERSIONS_SHEET,
    comment_heading,
    evidence_heading,
    weight_text,
    weights_of,
)
from audit_app.domain.recurrence import recurrence_words
from audit_app.domain.report_look import ReportLook
from audit_app.domain.risks import KINDS, Escalation, Risk
from audit_app.domain.timescale import checkpoint_words
from exports.book import Book, Field, Format, Grid, Sheet, Value

_WIDTHS = {
    "No.": 6, "Required outcome": 34, "Action": 48, "Timescale": 22, "Dates": 13, "Recurs": 14, "Owners": 28,
    "Accountable leaders": 28, "Measures of success": 48, "Evidence": 28, "Impact": 28, "Comments": 28,
}  # fmt: skip
_KEY_WIDTH, _STATUS_WIDTH, _SAID_WIDTH = 36, 11, 26
_HOW = (
    "Change any cell, add rows, save, and import the workbook again: every change is shown before it counts.",
    "A status is Green, Amber, Red or Grey; blank means not reported. Several owners, leaders, measures or dates stand "
    "one on a line.",
    "A row without a key is new. Leave the keys of the others as they are. Name no child.",
)


@dataclass(frozen=True, slots=True)
class VersionTold:
    """One version as the workbook lists it; it is not read back."""

    number: str
    made_on: str
    made_by: str
    note: str
    signed_on: str
    signed_by: str
    board: str
    digest: str


@dataclass(frozen=True, slots=True)
class PlanTold:
    """Everything that the workbook tells."""

    plan: ImprovementPlan
    organisation: str
    risks: tuple[Risk, ...] = ()
    escalations: tuple[Escalation, ...] = ()
    versions: tuple[VersionTold, ...] = ()
    look: ReportLook = field(default_factory=ReportLook)


def plan_book(told: PlanTold) -> Book:
    """The workbook; the same plan gives the same book."""
    plan = told.plan
    labels = {one.action.id: one.label for one in plan.placed}
    sheets = (
        _plan_sheet(plan),
        *(_theme_sheet(plan, theme, at) for at, theme in enumerate(plan.themes)),
        _risk_sheet(told.risks, labels),
        _escalation_sheet(told.escalations, labels),
        _version_sheet(told.versions),
    )
    return Book(plan.title, told.organisation, "Improvement plan", plan.title, sheets, told.look)


def about_text(about: str, labels: dict[str, str]) -> str:
    """“A1.2” where it is about an action of this plan, else as it is kept."""
    return labels.get(about.removeprefix("plan_action:"), about)


def _plan_sheet(plan: ImprovementPlan) -> Sheet:
    values = {
        "title": plan.title,
        "about": plan.about,
        "source": plan.source,
        "refresh": MONTH_NAMES[int(plan.refresh) - 1] if plan.refresh else "",
        "checkpoints": "; ".join(checkpoint_words(one) for one in plan.checkpoints),
        "id": plan.id,
    }
    fields = tuple(Field(title, width=width) for title, width in zip(THEMES, (18, 48, 80, _KEY_WIDTH), strict=True))
    rows = tuple((theme.letter, theme.title, theme.aims, theme.id) for theme in plan.themes)
    facts = tuple((label, values[name]) for label, name in PLAN_FACTS.items())
    return Sheet(PLAN_SHEET, plan.title, _HOW, Grid("Themes", fields, rows), facts, printed=len(fields) - 1)


def _theme_sheet(plan: ImprovementPlan, theme: Theme, at: int) -> Sheet:
    texts = (*OUTCOME_COLUMNS, *ACTION_COLUMNS)
    fields = (
        *(Field(title, width=_WIDTHS[title]) for title in texts),
        *(Field(checkpoint_words(one), width=_STATUS_WIDTH) for one in plan.checkpoints),
        *(
            Field(heading(one), width=_SAID_WIDTH)
            for one in plan.checkpoints
            for heading in (comment_heading, evidence_heading)
        ),
        *(Field(title, width=_WIDTHS[title]) for title in LATER_COLUMNS),
        Field(KEY, width=_KEY_WIDTH),
        Field(OUTCOME_KEY, width=_KEY_WIDTH),
    )
    rows = tuple(_theme_rows(plan.checkpoints, theme))
    lines = tuple(theme.aims.splitlines())
    name = THEME_SHEET.format(theme.letter)
    printed = len(texts) + len(plan.checkpoints)
    grid = Grid(f"Theme{_letters(at)}", fields, rows)
    return Sheet(name, f"{theme.letter}. {theme.title}", lines, grid, printed=printed)


def _theme_rows(checkpoints: Sequence[str], theme: Theme) -> Iterator[tuple[Value, ...]]:
    for outcome in theme.outcomes:
        if not outcome.actions:
            blank = len(ACTION_COLUMNS) + 3 * len(checkpoints) + len(LATER_COLUMNS) + 1
            yield (outcome.number, outcome.words, *[""] * blank, outcome.id)
        for action in outcome.actions:
            yield _action_row(checkpoints, outcome, action)


def _action_row(checkpoints: Sequence[str], outcome: RequiredOutcome, action: PlanAction) -> tuple[Value, ...]:
    told = [action.at(one) for one in checkpoints]
    return (
        *(outcome.number, outcome.words, action.words, action.timescale),
        "\n".join(f"{day:%d/%m/%Y}" for day in action.dates),
        recurrence_words(action.recurrence) if action.recurrence else "",
        *("\n".join(items) for items in (action.owners, action.leaders, action.measures)),
        *(one.status.value.capitalize() if one.status is not None else "" for one in told),
        *(text for one in told for text in (one.comment, one.evidence)),
        *(action.evidence, action.impact, action.comments, action.id, outcome.id),
    )


def _risk_sheet(risks: Sequence[Risk], labels: dict[str, str]) -> Sheet:
    widths = (9, 48, 12, 24, 16, 14, 48, 12, 12, 28)
    fields = (*_fields(RISK_COLUMNS, widths), Field("Weight", width=30), Field(KEY, width=_KEY_WIDTH))
    rows = tuple(
        (
            *(KINDS[one.kind], one.words, one.opened_on, one.owner),
            *(weight_text(getattr(one, name), weights_of(name)) for name in ("likelihood", "impact")),
            *(one.mitigation, about_text(one.about, labels), one.closed_on, one.closed_why, one.weight_words, one.id),
        )
        for one in risks
    )
    lines = ("Likelihood and impact run from 1 to 5. “About” is an action such as A1.2, or blank for the whole plan.",)
    return Sheet(RISKS_SHEET, "Risks and issues", lines, Grid("Risks", fields, rows), printed=len(fields) - 1)


def _escalation_sheet(escalations: Sequence[Escalation], labels: dict[str, str]) -> Sheet:
    fields = (*_fields(ESCALATION_COLUMNS, (48, 24, 24, 12, 12, 12, 48)), Field(KEY, width=_KEY_WIDTH))
    rows = tuple(
        (
            *(one.words, one.from_whom, one.to_whom, one.on, about_text(one.about, labels)),
            *(one.answered_on, one.answer, one.id),
        )
        for one in escalations
    )
    return Sheet(ESCALATIONS_SHEET, "Escalations", (), Grid("Escalations", fields, rows), printed=len(fields) - 1)


def _version_sheet(versions: Sequence[VersionTold]) -> Sheet:
    titles = ("Version", "Made on", "Made by", "Note", "Signed off on", "Recorded by", "Board", "SHA-256")
    fields = tuple(
        Field(title, width=width) for title, width in zip(titles, (10, 13, 24, 40, 14, 24, 30, 68), strict=True)
    )
    rows = tuple(
        (one.number, one.made_on, one.made_by, one.note, one.signed_on, one.signed_by, one.board, one.digest)
        for one in versions
    )
    return Sheet(
        VERSIONS_SHEET, "Versions", ("For reading: versions are made in the app.",), Grid("Versions", fields, rows)
    )


def _fields(columns: Mapping[str, str], widths: Sequence[int]) -> tuple[Field, ...]:
    dated = {"opened_on", "closed_on", "on", "answered_on"}
    return tuple(
        Field(title, Format.DATE if name in dated else Format.TEXT, width)
        for (title, name), width in zip(columns.items(), widths, strict=True)
    )


def _letters(at: int) -> str:
    """A, B … Z, AA: names of tables hold letters alone."""
    return (_letters(at // 26 - 1) if at >= 26 else "") + chr(65 + at % 26)
