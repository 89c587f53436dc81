"""Words and shapes of the reveal screen: how far a cell's answers lie apart, what an answer is; it knows no Qt."""

from collections.abc import Mapping
from types import MappingProxyType

from audit_app.domain.counting import counted
from audit_app.domain.rounds import Way
from audit_app.services.consensus.agreeing import CarriedOver
from audit_app.services.consensus.standing import Given, RevealCell, RevealMember, RevealPlan, Told
from exports.charts.scene import Mark
from exports.pages.wording import listed
from forms.model import Answer, Framework, Grade, NotScore, answer_text
from resources.theme import Colour
from scoring.consensus import CellKind, ReasonCode
from scoring.figures import AGENCIES

CODES: Mapping[ReasonCode, str] = MappingProxyType(
    {
        ReasonCode.EVIDENCE_MISREAD: "Evidence misread",
        ReasonCode.SCALE_MISUNDERSTOOD: "Scale misunderstood",
        ReasonCode.SPECIALIST_KNOWLEDGE: "Specialist knowledge",
        ReasonCode.NEW_EVIDENCE: "New evidence",
        ReasonCode.CHAIRS_DECISION: "Chair's decision",
        ReasonCode.SPLIT_DIFFERENCE: "Split difference",
    }
)
_MARKS: Mapping[str, tuple[Mark, Colour]] = MappingProxyType(
    {
        "3": (Mark.STAR, Colour.OUTSTANDING),
        "2": (Mark.DOT, Colour.GOOD),
        "1": (Mark.TRIANGLE, Colour.REQUIRES_IMPROVEMENT),
        "0": (Mark.SQUARE, Colour.INADEQUATE),
        "NE": (Mark.RING, Colour.NOT_GRADED),
        "NA": (Mark.RING, Colour.SOFT_INK),
    }
)
_SHORT: Mapping[CellKind, str] = MappingProxyType(
    {
        CellKind.GRADE: "Grade",
        CellKind.MIXED: "NA or NE",
        CellKind.NOBODY: "Nobody",
        CellKind.CLOSE: "1 apart",
        CellKind.SINGLE: "One agency",
        CellKind.AGREED: "Agreed",
        CellKind.BY_RULE: "By rule",
    }
)
_PROCEDURE: Mapping[str, str] = MappingProxyType(
    {Way.SHEET.value: "by scoring sheet", Way.TABLE.value: "round a table", "import": "imported"}
)


def mark_of(answer: Answer) -> tuple[Mark, Colour] | None:
    """The shape and colour of an answer; None where nothing is answered."""
    return _MARKS.get(answer_text(answer))


def short_kind(shown: RevealCell) -> str:
    """Why a cell is where it is in the order, in a word or two."""
    if shown.cell.kind is CellKind.WIDE:
        return f"{shown.cell.gap} apart"
    return _SHORT[shown.cell.kind]


def why_words(shown: RevealCell, framework: Framework) -> str:
    """The same in a sentence: “3 levels apart. Changes the grade: Good or Requires improvement.”."""
    cell = shown.cell
    parts = {
        CellKind.WIDE: f"{cell.gap} levels apart.",
        CellKind.GRADE: "One level apart.",
        CellKind.MIXED: "NA or no evidence against a score."
        if cell.gap or _scores(shown)
        else "NA against no evidence.",
        CellKind.NOBODY: "Nobody scored it.",
        CellKind.CLOSE: "One level apart; the grade is the same either way.",
        CellKind.SINGLE: "One agency alone scored it.",
        CellKind.AGREED: "Everybody gave the same.",
        CellKind.BY_RULE: "Does not apply by rule.",
    }
    words = parts[cell.kind]
    if cell.grades:
        return f"{words} Changes the grade: {_either([framework.label(grade) for grade in cell.grades])}."
    return words


def name_of(member: RevealMember, *, shows_names: bool) -> str:
    """A member by what stands for them, with their name where that is asked for."""
    return f"{member.label}: {member.name}" if shows_names and member.name else member.label


def given_words(one: Given, framework: Framework) -> str:
    """What a member answered: “1 Partial”, “no evidence”."""
    return spoken(one.answer, framework)


def spoken(answer: Answer, framework: Framework) -> str:
    """An answer with its level's name."""
    if isinstance(answer, int):
        return f"{answer} {framework.scale[answer]}"
    return {NotScore.NA: "NA", NotScore.NE: "No evidence"}.get(answer, "") if answer is not None else ""


def about_given(one: Given) -> str:
    """What else is to be known of an answer: that it came late, or how it was given."""
    parts = ("late, outside agreement" if one.is_late else "", _PROCEDURE.get(one.source, ""))
    return ", ".join(part for part in parts if part)


def held_words(shown: RevealCell, framework: Framework) -> str:
    """The consensus so far in a line; empty where there is none."""
    held = shown.held
    if held is None or held.answer is None:
        return ""
    parts = [spoken(held.answer, framework)]
    if held.settled is not None and held.settled.code:
        parts.append(CODES[ReasonCode(held.settled.code)].lower())
    if held.settled is not None and held.settled.by and shown.cell.kind.must_talk:
        parts.append("agreed by " + listed([AGENCIES[one] for one in held.settled.by]))
    return ", ".join(parts)


def progress_words(told: Told) -> str:
    """“12 of 17 to talk settled”."""
    if not told.to_talk:
        return "nothing to talk through"
    return f"{told.talked} of {told.to_talk} to talk settled"


def told_words(told: Told) -> str:
    """How many cells there are of each sort."""
    parts = [
        f"{told.agreed:,} agreed",
        f"{told.single:,} from one agency alone",
        f"{told.close:,} one level apart",
        f"{told.to_talk:,} to talk through",
    ]
    if told.nobody:
        parts.append(f"{told.nobody:,} that nobody scored")
    return f"{listed(parts)}. {counted(told.left, 'marker')} left to settle."


def carried_words(done: CarriedOver) -> str:
    """What carrying over did."""
    left = f"{counted(done.to_talk, 'marker')} to talk through, {done.close:,} one level apart"
    if not done.agreed and not done.single:
        return f"Everything that is agreed was carried over before. Left: {left}."
    return f"Carried over: {done.agreed:,} agreed, {done.single:,} from one agency alone. Left: {left}."


def plan_state(plan: RevealPlan) -> str:
    """Where a plan's consensus stands."""
    if plan.abandoned:
        return "Given up"
    if plan.is_submitted:
        return "Submitted"
    return "Ready to submit" if not plan.told.left else "Open"


def grade_of(plan: RevealPlan) -> tuple[str, str]:
    """A plan's grade and its words; both empty until the consensus is submitted."""
    if not plan.is_submitted or plan.review is None or not plan.review.grade:
        return "", ""
    return plan.review.grade, plan.framework.label(Grade(plan.review.grade))


def _scores(shown: RevealCell) -> bool:
    return any(isinstance(answer, int) for answer in shown.cell.answers)


def _either(grades: list[str]) -> str:
    return " or ".join([", ".join(grades[:-1]), grades[-1]] if len(grades) > 1 else grades)
