"""Words of the Insights screen: what is counted and what is left out, tiles, rows of charts; it knows no Qt."""

from datetime import date

from audit_app.services.insights.answering import Insights, MonthPoint
from audit_app.services.insights.behind import LEVEL, PlansBehind
from audit_app.services.reports.monthly import month_name
from exports.charts.control_drawn import ControlDrawn
from exports.pages.wording import CYCLES, count, count_first, lead_and_detail, span_words
from scoring.days import month
from scoring.figure_words import rounded
from scoring.figures import AGENCIES

HOW = (
    "Each point is a month; a few plans a week are never drawn by the week. The line is the mean, dashes are the "
    "limits of common cause; a blue star is better, an orange triangle worse than common cause explains, a grey dot "
    "neither. A ring tells of a target: P will be met, F will not, ? in some months. Where a letter stands, limits "
    "begin anew."
)


def section_name(section: str, title: str) -> str:
    """“B · Special educational needs”."""
    return f"{section} · {title}"


def long_month(text: str) -> str:
    """“September 2026” of 2026-09."""
    return month(date.fromisoformat(f"{text}-01"))


def basis_words(found: Insights) -> str:
    """What is counted, how many charts are looked at, and what is left out."""
    asked, framework = found.asked, found.chosen.framework
    cycle = CYCLES.get(asked.cycle, asked.cycle).capitalize()
    span = span_words(asked.period.first, asked.period.last)
    parts = [
        f"{cycle} audits by {framework.title} version {framework.version}, {span}.",
        f"{count(found.charts, 'control chart')} looked at.",
    ]
    if found.awaiting:
        parts.append(f"{count(found.awaiting, 'audit')} without a consensus yet left out.")
    if found.sealed:
        parts.append(f"{count(found.sealed, 'round')} still sealed and left out.")
    if found.chosen.elsewhere:
        parts.append(
            f"{count(found.chosen.elsewhere, 'audit')} by another framework left out, since frameworks are not pooled."
        )
    if asked.agency:
        parts.append(f"Scores are of the markers that {AGENCIES[asked.agency]} scores; grades are of whole plans.")
    return " ".join(parts)


def plans_tile(found: Insights) -> tuple[str, str]:
    """How many plans are counted, and how many of them have a grade."""
    number = int(found.plans.value or 0)
    without = number - int(found.effective.denominator or 0)
    return f"{number:,}", f"{without:,} not graded" if without else "all with a grade"


def effective_tile(found: Insights) -> tuple[str, str]:
    """“29 of 61” and “48 %, 95 % interval 36 to 60 %”."""
    return count_first(found.effective)


def score_tile(found: Insights) -> tuple[str, str]:
    """“71.3 %” and its interval."""
    return lead_and_detail(found.score)


def table_rows(points: tuple[MonthPoint, ...], chart: ControlDrawn) -> list[tuple[str, ...]]:
    """A control chart as a table: month, value, plans, why a point is special cause; target and new limits if any."""
    signals = [point.signal.value if point.signal else "" for point in chart.chart.points]
    columns = [
        ("Month", *(month_name(point.month) for point in points)),
        ("Percent", *(rounded(point.value, 1) for point in points)),
        ("Plans", *(str(point.plans) for point in points)),
        ("Signal", *signals),
    ]
    if chart.targets:
        columns.append(("Target", *("" if one is None else rounded(one, 1) for one in chart.targets)))
    if chart.breaks:
        why = {one.at: one.cause for one in chart.breaks}
        columns.append(("Limits worked out anew", *(why.get(at, "") for at in range(len(points)))))
    return list(zip(*columns, strict=True))


def behind_words(told: PlansBehind) -> str:
    """“24 plans, the lowest score first.”"""
    what = "level" if told.unit == LEVEL else "score"
    return (
        f"{count(len(told.plans), 'plan')}, the lowest {what} first. Enter opens the audit, or an imported one's plan."
    )


def value_words(value: float | None, unit: str) -> str:
    """“71 %”, “level 2”, “level 1.67”, or a dash."""
    if value is None:
        return "–"
    if unit == LEVEL:
        return f"level {rounded(value, 0 if value.is_integer() else 2)}"
    return f"{rounded(value)} %"
