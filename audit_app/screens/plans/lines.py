"""The rows of the list of plans, with their texts made ready once, so that searching ten thousand takes no time."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter
from types import MappingProxyType

from audit_app.store.read_plans import CEASED, IN_FORCE, IN_PROCESS, PlanRow
from audit_app.ui.days import plain_day
from audit_app.ui.table_model import Column
from exports.charts.marks import GRADE_MARKS
from exports.charts.scene import Mark
from exports.pages.wording import NEEDS
from forms.model import Grade
from resources.theme import Colour

STANDINGS: Mapping[str, tuple[str, Mark, Colour]] = MappingProxyType(
    {
        IN_FORCE: ("In force", Mark.DOT, Colour.GOOD),
        IN_PROCESS: ("In process", Mark.RING, Colour.ACCENT),
        CEASED: ("Ceased", Mark.SQUARE, Colour.SOFT_INK),
    }
)
NEVER, AUDITED = "Never audited", "Audited"


@dataclass(frozen=True, slots=True)
class PlanLine:
    """One row of the list: its texts as they are shown, and the entry behind it."""

    row: PlanRow
    plan_ref: str
    standing: str
    need: str
    second_need: str
    year: str
    phase: str
    setting: str
    setting_type: str
    team: str
    officer: str
    writer: str
    requested: str
    final: str
    weeks: str
    reviewed: str
    ceased: str
    audited: str
    last_audit: str
    grade: str


def lines_of(rows: Iterable[PlanRow]) -> tuple[PlanLine, ...]:
    """The lines of these entries."""
    return tuple(_line(row) for row in rows)


def _line(row: PlanRow) -> PlanLine:
    return PlanLine(
        row=row,
        plan_ref=row.plan_ref,
        standing=STANDINGS[row.standing][0],
        need=row.primary_need,
        second_need=row.secondary_need,
        year=year_words(row.year_group),
        phase=phase_words(row.year_group),
        setting=row.setting_name,
        setting_type=row.setting_type,
        team=row.casework_team,
        officer=row.case_officer,
        writer=row.written_by,
        requested=plain_day(row.request_date),
        final=plain_day(row.final_date),
        weeks=weeks_words(row.days_taken),
        reviewed=plain_day(row.last_review_date),
        ceased=plain_day(row.ceased_date),
        audited=AUDITED if row.audits else NEVER,
        last_audit=plain_day(row.last_audit),
        grade=Grade(row.grade).label if row.grade else "",
    )


def year_words(year: int | None) -> str:
    """“Year 9”, “Reception”, “Nursery” for a national curriculum year; empty where not known."""
    if year is None:
        return ""
    return {0: "Reception", -1: "Nursery", -2: "Early years"}.get(year, f"Year {year}")


def phase_words(year: int | None) -> str:
    """The phase of education, as breakdowns of figures have it; empty where not known."""
    if year is None:
        return ""
    if year < 0:
        return "Early years"
    if year <= 6:
        return "Primary"
    return "Secondary" if year <= 11 else "Post-16"


def weeks_words(days: int | None) -> str:
    """Weeks with one decimal, half up; empty where not known."""
    return "" if days is None else f"{(days * 20 + 7) // 14 / 10:.1f}"


def columns() -> tuple[Column, ...]:
    """The list's columns in their order; those hidden at first can be chosen."""
    return (
        Column("plan_ref", "Plan", attrgetter("plan_ref"), width=112),
        Column("standing", "Standing", attrgetter("standing"), mark=_standing_mark, choices=True, width=116, yields=1),
        Column("need", "Need", attrgetter("need"), tip=_need_tip, choices=True, width=78, yields=3),
        Column("second_need", "Second need", attrgetter("second_need"), hidden=True),
        Column("year", "Year group", attrgetter("year"), attrgetter("row.year_group"), width=106, yields=5),
        Column("phase", "Phase", attrgetter("phase"), choices=True, hidden=True),
        Column("setting", "Setting", attrgetter("setting"), tip=attrgetter("setting"), hidden=True, width=200),
        Column("setting_type", "Type of setting", attrgetter("setting_type"), hidden=True),
        Column("team", "Team", attrgetter("team"), tip=attrgetter("team"), choices=True, width=124, yields=1),
        Column("officer", "Case officer", attrgetter("officer"), hidden=True, width=150),
        Column("writer", "Written by", attrgetter("writer"), hidden=True, width=150),
        Column("requested", "Requested", attrgetter("requested"), _Day("request_date"), hidden=True, width=112),
        Column("final", "Final plan", attrgetter("final"), _Day("final_date"), width=112, yields=2),
        Column("weeks", "Weeks", attrgetter("weeks"), attrgetter("row.days_taken"), figures=True, width=76, yields=4),
        Column("reviewed", "Last review", attrgetter("reviewed"), _Day("last_review_date"), hidden=True, width=112),
        Column("ceased", "Ceased", attrgetter("ceased"), _Day("ceased_date"), hidden=True, width=112),
        Column("audited", "Audited", attrgetter("audited"), choices=True, hidden=True),
        Column("last_audit", "Last audit", attrgetter("last_audit"), _Day("last_audit"), width=112, yields=1),
        Column("grade", "Last grade", attrgetter("grade"), _grade_rank, mark=_grade_mark, width=190),
    )


class _Day:
    """What to sort by: an ISO date, None where there is none."""

    def __init__(self, field: str) -> None:
        self._read = attrgetter(f"row.{field}")

    def __call__(self, line: PlanLine) -> str | None:
        return self._read(line) or None


def _grade_rank(line: PlanLine) -> int | None:
    return Grade(line.row.grade).rank if line.row.grade else None


def _grade_mark(line: PlanLine) -> tuple[Mark, Colour] | None:
    return (GRADE_MARKS[line.row.grade], Colour(line.row.grade)) if line.row.grade else None


def _standing_mark(line: PlanLine) -> tuple[Mark, Colour]:
    return STANDINGS[line.row.standing][1:]


def _need_tip(line: PlanLine) -> str:
    return NEEDS.get(line.need, line.need)


def tallied(lines: Sequence[PlanLine]) -> str:
    """How many entries stand how: “1,216 plans in force, 106 in process, 28 ceased”."""
    counts = {standing: sum(line.row.standing == standing for line in lines) for standing in STANDINGS}
    plans = counts[IN_FORCE]
    said = [f"{plans:,} {'plan' if plans == 1 else 'plans'} in force"]
    said += [f"{counts[one]:,} {one}" for one in (IN_PROCESS, CEASED) if counts[one]]
    return ", ".join(said)
