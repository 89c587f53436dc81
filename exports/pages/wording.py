"""The words that every page shares: kinds of report, readers, dates, and figures cut for tiles and tables."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from types import MappingProxyType

from exports.content import Content, ReportHead
from scoring.days import MONTHS, day, month
from scoring.figures import Audience, Figure, rounded, words

KINDS: Mapping[str, str] = MappingProxyType(
    {
        "weekly": "Weekly audit of EHC plans",
        "monthly": "Quality of EHC plans, monthly",
        "two-monthly": "Quality of EHC plans, two-monthly",
        "quarterly": "Quality of EHC plans, quarterly",
        "inspection": "Quality of EHC plans, for inspection",
        "team": "Audits of EHC plans, by casework team",
        "you-said": "You said, we did",
        "chase": "What is due and late",
    }
)
READERS: Mapping[Audience, str] = MappingProxyType(
    {
        Audience.GROUP: "The audit group. It names plans: keep it within the group.",
        Audience.BOARD: "The board. It names no plan, and breakdowns of fewer than six plans are withheld.",
        Audience.PUBLIC: "The public. Counts of 1 to 5, and what would give them away, are withheld.",
    }
)
SHORT_READERS: Mapping[Audience, str] = MappingProxyType(
    {Audience.GROUP: "for the audit group", Audience.BOARD: "for the board", Audience.PUBLIC: "for the public"}
)
CYCLES: Mapping[str, str] = MappingProxyType(
    {
        "weekly": "weekly",
        "multi-agency": "multi-agency",
        "thematic": "thematic",
        "advice": "advice",
        "annual-review": "annual review",
    }
)
AUDITED: Mapping[str, str] = MappingProxyType({"annual-review": "annual reviews", "advice": "advice reports"})
"""What the audits of a cycle look at, where it is not the plan itself."""
NEEDS: Mapping[str, str] = MappingProxyType(
    {
        "SPLD": "Specific learning difficulty",
        "MLD": "Moderate learning difficulty",
        "SLD": "Severe learning difficulty",
        "PMLD": "Profound and multiple learning difficulty",
        "SEMH": "Social, emotional and mental health",
        "SLCN": "Speech, language and communication needs",
        "HI": "Hearing impairment",
        "VI": "Vision impairment",
        "MSI": "Multi-sensory impairment",
        "PD": "Physical disability",
        "ASD": "Autistic spectrum disorder",
        "DS": "Down syndrome",
        "OTH": "Other difficulty or disability",
    }
)
"""The codes of primary need in the SEN2 return, in words."""
_EXCLUDED: Mapping[str, str] = MappingProxyType(
    {
        "ceased": "ceased",
        "not_a_plan": "not a plan yet",
        "audited_recently": "audited in the last {months} months",
        "own_case": "own cases of whoever drew",
        "already_drawn": "waiting in an earlier draw",
        "without_a_review": "without a review held four weeks to twelve months before",
        "without_advice": "without advice received in the twelve months before",
    }
)
MISSING = "–"


def heading_of(content: Content) -> str:
    """The report's title."""
    return title_of(content.head.kind, content.head.cycle)


def title_of(kind: str, cycle: str) -> str:
    """The title of a kind of report about the audits of a cycle."""
    return KINDS.get(kind, kind).replace("EHC plans", AUDITED.get(cycle, "EHC plans"))


def period_words(head: ReportHead) -> str:
    """The report's period in words."""
    return span_words(head.first, head.last)


def span_words(first: date, last: date) -> str:
    """Days in words: “14 to 20 September 2026 (week 38)”, “September to October 2026”."""
    if (last - first).days == 6 and first.weekday() == 0:
        return f"{_days(first, last)} (week {first.isocalendar().week})"
    if first.day == 1 and (last + timedelta(days=1)).day == 1:
        if (first.year, first.month) == (last.year, last.month):
            return month(first)
        start = MONTHS[first.month - 1] if first.year == last.year else month(first)
        return f"{start} to {month(last)}"
    return _days(first, last)


def _days(first: date, last: date) -> str:
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day} to {day(last)}"
    start = f"{first.day} {MONTHS[first.month - 1]}" if first.year == last.year else day(first)
    return f"{start} to {day(last)}"


def exclusion_words(reason: str, months: int) -> str:
    """Why entries of the register could not be drawn; `months` is how far back an audit counts as recent."""
    return _EXCLUDED.get(reason, reason.replace("_", " ")).format(months=months)


def lead_and_detail(figure: Figure | None) -> tuple[str, str]:
    """A figure's words in two: the number that leads, and what stands in brackets behind it.

    A withheld or missing figure leads with a dash and says why.
    """
    if figure is None:
        return MISSING, "Not counted in this report."
    said = words(figure)
    if figure.value is None:
        return MISSING, said
    lead, _, detail = said.removesuffix(")").partition(" (")
    count, colon, number = lead.partition(": ")
    return (number, f"{count}, {detail}" if detail else count) if colon else (lead, detail)


def count_first(figure: Figure | None) -> tuple[str, str]:
    """A figure's words with the count in front: “29 of 61” and “48 %, 95 % interval 36 to 60 %”."""
    lead, detail = lead_and_detail(figure)
    if figure is None or figure.value is None or figure.numerator is None or figure.denominator is None:
        return lead, detail
    count = f"{rounded(figure.numerator)} of {rounded(figure.denominator)}"
    rest = [part for part in (lead, *detail.split(", ")) if part and part != count]
    return count, ", ".join(rest)


def in_one_line(figure: Figure | None) -> str:
    """The same in one line, “14 of 22 (64 %, 95 % interval 43 to 80 %)”."""
    lead, detail = count_first(figure)
    return f"{lead} ({detail})" if detail and figure is not None and figure.value is not None else detail or lead


WITHHELD = "c"
"""The sign of a withheld figure, in tables too."""


def short(figure: Figure) -> str:
    """A figure's words for a column whose title names the interval: “4 of 6 (67 %, 30 to 90 %)”; c where withheld."""
    return WITHHELD if figure.withheld == WITHHELD else words(figure).replace("95 % interval ", "")


def withheld_note(figures: Iterable[Figure | None]) -> str:
    """What stands below a table with withheld figures: what c means and why, each reason once; empty without any."""
    reasons = (figure.reason for figure in figures if figure is not None and figure.withheld == WITHHELD)
    told = " ".join(dict.fromkeys(reason for reason in reasons if reason))
    return f"c: withheld. {told}" if told else ""


def all_withheld(figures: Iterable[Figure | None]) -> str:
    """The one sentence in place of a table of which every figure is withheld, with why."""
    return f"All of it is withheld. {withheld_note(figures).removeprefix('c: withheld. ')}".strip()


def named(id_: str, title: str) -> str:
    """A section or marker by its id and its words, “B1 · Are all needs specified?”."""
    return f"{id_} · {title}" if title else id_


def count(number: int, one: str, many: str = "") -> str:
    """“1 plan”, “2 plans”."""
    return f"{number} {one}" if number == 1 else f"{number} {many or one + 's'}"


def listed(parts: list[str]) -> str:
    """“A”, “A and B”, “A, B and C”."""
    return " and ".join([", ".join(parts[:-1]), parts[-1]] if len(parts) > 1 else parts)


def sentence(text: str) -> str:
    """The text with its first letter large and a full stop at its end."""
    stripped = text.strip()
    if not stripped:
        return ""
    end = "" if stripped[-1] in ".!?…”" else "."
    return stripped[0].upper() + stripped[1:] + end
