"""Words of the Scorecard: rows, what is to be done, the rule behind a status, the course of a chart; it knows no Qt."""

from collections.abc import Iterator, Sequence

from audit_app.domain.counting import counted
from audit_app.domain.measures import RULES, SOURCE_WORDS, Source
from audit_app.services.measures.reading import Point
from audit_app.services.measures.schools import HIGHEST, schools_of
from audit_app.services.measures.scorecard import Line
from exports.measure_words import target_words, value_words
from exports.pages.wording import MISSING
from scoring.control import Assurance, Direction, Variation
from scoring.days import day
from scoring.figure_words import rounded

SCHOOLS = ("School", "Days", "SEMH", "Pupils")
QUESTIONS = ("Question", "Positive", "Asked")
"""The heads of the tables behind a value."""
VALUE_MISSING, NOTE_MISSING = "Value missing", "Note missing"
VARIATION_SHORT = {
    Variation.IMPROVEMENT: "Better",
    Variation.CONCERN: "Worse",
    Variation.CHANGE: "Other",
    Variation.COMMON_CAUSE: "No change",
    Variation.TOO_EARLY: "Too early",
}
"""How a chart reads, short enough for a column; the words in full stand with the chart."""
ASSURANCE_SHORT = {
    Assurance.MEETS: "P, will be met",
    Assurance.FAILS: "F, will not be met",
    Assurance.HIT_OR_MISS: "?, hit and miss",
    Assurance.TOO_EARLY: "",
}
HOW = (
    "A status follows from the latest value, its counts, the target in force at the end of its period and the control "
    "chart; nobody types it. Point at a status to read its rule."
)


def standing_word(line: Line) -> str:
    """The status with a large first letter."""
    return line.judged.standing.value.capitalize()


def to_do(line: Line) -> str:
    """What is missing: the value of the period that is due, or the owner's note."""
    parts = [VALUE_MISSING if line.is_missing else "", NOTE_MISSING if line.note_missing else ""]
    return ", ".join(part for part in parts if part)


def period_word(line: Line) -> str:
    """The period of the latest value."""
    return line.latest.period.name if line.latest is not None else MISSING


def missing_values(lines: Sequence[Line]) -> str:
    """How many have no value for the last period that is over; empty for none."""
    number = sum(one.is_missing for one in lines)
    return f"{counted(number, 'value')} missing" if number else ""


def missing_notes_words(lines: Sequence[Line]) -> str:
    """How many are off track and their owner says nothing; empty for none."""
    number = sum(one.note_missing for one in lines)
    return f"{counted(number, 'note')} missing" if number else ""


def why_words(line: Line) -> str:
    """Why it stands so, and the rule."""
    standing = line.judged.standing
    return f"{line.judged.why} Rule for “{standing.value}”: {RULES[standing]}"


def target_line(line: Line) -> str:
    """The target now and what comes: “At least 80 %, from Mar 2027 90 % (written statement …)”."""
    trajectory = line.trajectory
    if trajectory is None:
        return "No target is set."
    if line.measure.direction is Direction.NEITHER:
        return "Neither way is better, so that a target says nothing."
    steps = "; ".join(
        f"from {day(point.on)} {rounded(point.percent, 1).removesuffix('.0')}" for point in trajectory.points
    )
    now = target_words(line.measure, line.target)
    lead = "No target yet" if now == MISSING else f"{now[0].upper()}{now[1:]}"
    return f"{lead}. {trajectory.name}: {steps}. Source: {trajectory.source}."


def about_lines(line: Line) -> Iterator[tuple[str, str]]:
    """What the measure is: name and words, its definition without a name."""
    measure = line.measure
    yield "", measure.definition or "No definition is written yet."
    yield "Source", f"{SOURCE_WORDS[measure.source].capitalize()}, every {measure.frequency.value}."
    yield (
        "Better",
        {Direction.HIGHER: "Higher", Direction.LOWER: "Lower", Direction.NEITHER: "Neither"}[measure.direction],
    )
    yield "Unit", measure.unit
    yield "Answers for it", measure.owner or MISSING
    counted = f", counted as {_breakable(measure.figure)}" if measure.source.is_counted else ""
    yield "Code", f"{_breakable(measure.code)}{counted}"


def _breakable(id_: str) -> str:
    """An id with places to wrap, which has no blank of its own."""
    return "".join(f"{letter}\u200b" if letter in "._@=" else letter for letter in id_)


def missing_words(line: Line) -> str:
    """That the period which is due has no value, and what to do; empty where it has one."""
    if not line.is_missing:
        return ""
    if line.measure.source.is_counted:
        where = "register" if line.measure.source is Source.REGISTER else "audits"
        return f"{line.due.name} has no value: the {where} hold nothing to count."
    return f"{line.due.name} has no value yet. Type it, or import it from a file."


def note_words(line: Line) -> str:
    """That its owner has to say something; empty where that is done or not needed."""
    return "Its owner has said nothing of it yet: write the exception note below." if line.note_missing else ""


def chart_rows(line: Line) -> list[tuple[str, ...]]:
    """The chart as a table: period, value, counts, target, why a point is special cause."""
    signals = [one.signal.value if one.signal else "" for one in line.drawn.chart.points]
    targets = line.drawn.targets or (None,) * len(line.points)
    rows = [
        (one.value.period.name, value_words(line.measure, one.value), target_words(line.measure, target), signal)
        for one, target, signal in zip(line.points, targets, signals, strict=True)
    ]
    return [("Period", "Value", "Target", "Signal"), *rows]


def behind_rows(point: Point | None) -> tuple[str, list[tuple[str, ...]]]:
    """The table behind a value with its title: the ten highest excluding schools, or a survey's questions."""
    detail = point.held.detail if point is not None and point.held is not None else ()
    schools = schools_of(detail)[:HIGHEST]
    if schools:
        rows = [
            (
                one.name,
                rounded(one.days, 0 if one.days.is_integer() else 1),
                MISSING if one.semh is None else rounded(one.semh, 0 if one.semh.is_integer() else 1),
                str(one.pupils),
            )
            for one in schools
        ]
        return f"The {len(rows)} highest excluding schools, SEMH apart", [SCHOOLS, *rows]
    questions = [one for one in detail if "question" in one]
    if questions:
        told = [
            (str(one["question"]), f"{one['positive']} of {one['answered']}", str(one["asked"])) for one in questions
        ]
        return "The survey's questions", [QUESTIONS, *told]
    return "", []
