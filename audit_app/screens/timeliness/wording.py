"""Words of the timeliness screen: shares with the count first, weeks, months, agencies; it knows no Qt."""

from collections.abc import Mapping
from types import MappingProxyType

from exports.charts.series import MonthPoint
from exports.pages.wording import MISSING, MONTHS
from scoring.figure_words import rounded
from scoring.timeliness.issued import Group, Share
from scoring.timeliness.steps import LeftOut

AGENCIES: Mapping[str, str] = MappingProxyType(
    {
        "education": "Education",
        "psychology": "Educational psychology",
        "health": "Health",
        "social_care": "Social care",
        "coordinator": "SEN team",
    }
)
"""Whose days they are, in words."""


def agency_words(agency: str) -> str:
    """“Educational psychology”; an agency that is not known keeps its own name."""
    return AGENCIES.get(agency, agency.replace("_", " ").capitalize())


def plans(count: int, one: str = "plan") -> str:
    """“1 plan”, “1,204 plans”."""
    return f"{count:,} {one}" if count == 1 else f"{count:,} {one}s"


def percent_words(percent: float) -> str:
    """Whole percent; what is not quite none or all does not read as 0 or 100."""
    whole = rounded(percent)
    if whole == "0" and percent > 0:
        return "under 1 %"
    return "over 99 %" if whole == "100" and percent < 100 else f"{whole} %"


def share_words(share: Share) -> tuple[str, str]:
    """“45 of 98” and “46 %, 95 % interval 36 to 56 %”; a dash and why where there is nothing to count."""
    percent, interval = share.percent, share.interval
    if percent is None or interval is None:
        return MISSING, "No plan to count."
    low, high = (rounded(bound) for bound in interval)
    return f"{share.count:,} of {share.of:,}", f"{percent_words(percent)}, 95 % interval {low} to {high} %"


def share_line(share: Share) -> str:
    """The same in one line: “45 of 98 (46 %, 95 % interval 36 to 56 %)”."""
    count, detail = share_words(share)
    return f"{count} ({detail})" if share.of else detail


def weeks_words(group: Group) -> tuple[str, str]:
    """“24.3 weeks” and “half of them within 21.9 weeks; 98 plans”."""
    if group.average is None or group.median is None:
        return MISSING, "No plan to count."
    return f"{rounded(group.average, 1)} weeks", f"half of them within {rounded(group.median, 1)}; {plans(group.n)}"


def month_name(month: str) -> str:
    """“Sep 26” for 2026-09."""
    year, number = month.split("-")
    return f"{MONTHS[int(number) - 1][:3]} {year[2:]}"


def month_title(month: str) -> str:
    """“September 2026” for 2026-09."""
    year, number = month.split("-")
    return f"{MONTHS[int(number) - 1]} {year}"


def month_point(month: str, share: Share, target: float | None = None) -> MonthPoint:
    """A month in the chart."""
    lower, upper = share.interval or (None, None)
    below = str(share.of) if share.of else MISSING
    return MonthPoint(month_name(month), share.percent, lower, upper, share_line(share), below, target)


def left_out_words(left_out: Mapping[LeftOut, int]) -> str:
    """“Not counted: 3 date missing, 1 transferred in.”; empty where every plan is counted."""
    said = [f"{count:,} {why.value}" for why, count in left_out.items() if count]
    return f"Not counted: {', '.join(said)}." if said else ""
