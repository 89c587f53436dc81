"""Words of the timeliness screen: shares with the count first, weeks, months, agencies; it knows no Qt."""

from collections.abc import Mapping

from exports.charts.series import MonthPoint
from exports.pages.wording import MISSING, count_first
from scoring.days import MONTHS
from scoring.figure_words import rounded
from scoring.timeliness.issued import Group, Share
from scoring.timeliness.steps import LeftOut
from scoring.timeliness.words import figure_of


def plans(count: int, one: str = "plan") -> str:
    """“1 plan”, “1,204 plans”."""
    return f"{count:,} {one}" if count == 1 else f"{count:,} {one}s"


def share_words(share: Share) -> tuple[str, str]:
    """“45 of 98” and “46 %, 95 % interval 36 to 56 %”; a dash and why where there is nothing to count."""
    return count_first(figure_of(share)) if share.of else (MISSING, "No plan to count.")


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


def month_point(month: str, share: Share, target: float | None = None) -> MonthPoint:
    """A month in the chart."""
    lower, upper = share.interval or (None, None)
    below = str(share.of) if share.of else MISSING
    return MonthPoint(month_name(month), share.percent, lower, upper, share_line(share), below, target)


def left_out_words(left_out: Mapping[LeftOut, int]) -> str:
    """“Not counted: 3 date missing, 1 transferred in.”; empty where every plan is counted."""
    said = [f"{count:,} {why.value}" for why, count in left_out.items() if count]
    return f"Not counted: {', '.join(said)}." if said else ""
