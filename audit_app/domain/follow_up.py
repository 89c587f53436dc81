"""By when an action on a finding is due and who usually has it: rules that are data. Knows no file and no clock."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from audit_app.domain.findings import Finding, FindingKind, is_systemic
from audit_app.domain.period import add_months
from audit_app.domain.working_days import add_working_days
from forms.model import Framework

UNITS: Final = ("days", "working_days", "weeks", "months")


@dataclass(frozen=True, slots=True)
class Deadline:
    """Within how much time something is due, and what it holds for: a grade, a score, a kind of finding, systemic.

    `action` is what it asks for, empty where the finding says it.
    """

    within: int
    unit: str
    action: str = ""
    kind: str = ""
    grade: str = ""
    marker: str = ""
    score_at_most: int | None = None
    systemic: bool = False
    or_at_next_review: bool = False

    def due(self, start: date) -> date:
        """The day by which it is due, counted from a day."""
        return due(start, self.within, self.unit)


@dataclass(frozen=True, slots=True)
class Responsible:
    """The roles in an agency that usually own an action and answer for it."""

    owner: str
    leader: str


@dataclass(frozen=True, slots=True)
class FollowUpRules:
    """The rules; `is_own` where the partnership edited them: then they come before a framework's."""

    due_soon_days: int
    deadlines: tuple[Deadline, ...]
    agencies: Mapping[str, Responsible]
    is_own: bool = False

    def responsible(self, agency: str) -> Responsible:
        """Who usually has it in an agency; nobody where the rules name none."""
        return self.agencies.get(agency, Responsible("", ""))


@dataclass(frozen=True, slots=True)
class DueBy:
    """The day that the rules give for the first thing they ask for, and why that day; `then` is asked for later."""

    on: date
    action: str
    why: str
    then: tuple[str, ...] = ()


def due(start: date, within: int, unit: str) -> date:
    """The day that lies so many days, working days of England, weeks or months after `start`."""
    if unit == "months":
        return add_months(start, within)
    if unit == "working_days":
        return add_working_days(start, within)
    return start + timedelta(days=within * (7 if unit == "weeks" else 1))


def due_by(
    rules: FollowUpRules, findings: Sequence[Finding], start: date, frameworks: Mapping[str, Framework]
) -> DueBy | None:
    """The earliest day that the rules give for these findings, counted from the day on which they were found.

    A partnership's own rules come first, then those of the framework by which the plan was audited, then the shipped
    ones. Several plans with one defect have the time of a systemic action, unless a score calls for more haste.
    """
    if is_systemic(findings):
        hasty = [one for finding in findings for one in _asked(rules, finding, frameworks, _holds_for_score)]
        asked = hasty or [one for one in rules.deadlines if one.systemic]
    else:
        asked = [one for finding in findings for one in _of(rules, finding, frameworks)]
    if not asked:
        return None
    first, *later = sorted(dict.fromkeys(asked), key=lambda one: one.due(start))
    then = tuple(f"{one.action.rstrip('.')}: {within_words(one)}." for one in later if one.action)
    return DueBy(first.due(start), first.action, within_words(first), then)


def within_words(one: Deadline) -> str:
    """“within 10 working days”, “today”."""
    if one.within == 0:
        return "today"
    unit = one.unit.replace("_", " ")
    said = f"within {one.within} {unit.removesuffix('s') if one.within == 1 else unit}"
    return f"at the next review, or {said}" if one.or_at_next_review else said


def framework_deadlines(framework: Framework) -> Iterator[Deadline]:
    """A framework's own follow-up rules."""
    for one in framework.follow_up:
        yield Deadline(
            one.within,
            one.unit,
            one.action,
            grade=one.grade.value if one.grade is not None else "",
            marker=one.marker,
            score_at_most=one.score_at_most,
            or_at_next_review=one.or_at_next_review,
        )


_Holds = Callable[[Deadline, Finding], bool]


def _of(rules: FollowUpRules, finding: Finding, frameworks: Mapping[str, Framework]) -> list[Deadline]:
    """A score says more than a grade, and a grade more than the kind of a finding."""
    return (
        _asked(rules, finding, frameworks, _holds_for_score)
        or _asked(rules, finding, frameworks, _holds_for_grade)
        or [one for one in rules.deadlines if one.kind == finding.kind]
    )


def _asked(
    rules: FollowUpRules, finding: Finding, frameworks: Mapping[str, Framework], holds: _Holds
) -> list[Deadline]:
    framework = frameworks.get(finding.framework)
    of_framework = tuple(framework_deadlines(framework)) if framework is not None else ()
    layers = (rules.deadlines, of_framework) if rules.is_own else (of_framework, rules.deadlines)
    for layer in layers:
        if found := [one for one in layer if holds(one, finding)]:
            return found
    return []


def _holds_for_score(one: Deadline, finding: Finding) -> bool:
    if finding.kind is not FindingKind.MARKER or one.marker != finding.marker or one.score_at_most is None:
        return False
    return finding.score.isdigit() and int(finding.score) <= one.score_at_most


def _holds_for_grade(one: Deadline, finding: Finding) -> bool:
    return bool(one.grade) and one.grade == finding.grade
