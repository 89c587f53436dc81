"""The words in which timeliness is told, the same on screen, in reports and on the command line."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from scoring.days import day
from scoring.figures import Figure, Scope, proportion_figure, rounded, words
from scoring.timeliness.against import TargetMonth
from scoring.timeliness.delays import SEN_TEAM, Delay
from scoring.timeliness.issued import Share
from scoring.timeliness.limits import Stage
from scoring.timeliness.published import SYMBOLS, PublishedShare
from scoring.timeliness.trajectories import Basis, Trajectory

AGENCIES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "education": "Education",
        "psychology": "Educational psychology",
        "health": "Health",
        "social_care": "Social care",
        SEN_TEAM: "SEN team",
    }
)
"""Those with whom days are lost, in the order in which they are listed."""
UNEXPLAINED: Final = "Not explained: dates missing"

_SCOPE: Final = Scope("", "", "")
_ANY: Final = "timeliness.exceptions"  # any figure that is a share of plans has the same words
_OF: Final[Mapping[str, str]] = MappingProxyType(
    {
        "timeliness.20_weeks.including_exceptions": "Plans within 20 weeks, with exceptions",
        "timeliness.20_weeks.excluding_exceptions": "Plans within 20 weeks, without exceptions",
        "timeliness.phase_transfer_15_feb": "Phase transfers final by 15 February",
        "timeliness.post16_transfer_31_mar": "Post-16 transfers final by 31 March",
        "plans.effective": "Plans that are Good or Outstanding",
        "score.overall": "The average score of a plan",
        "presence.health": "Plans that state health needs, or that none were found after checking",
        "presence.social_care": "Plans that state social care needs, or that none were found after checking",
    }
)


def figure_of(share: Share) -> Figure:
    """The share as a figure of plans, so that it has the words of every figure."""
    return proportion_figure(_ANY, share.count, share.of, _SCOPE)


def share_words(share: Share) -> str:
    """ "72 % (18 of 25, 52 to 86 %)"; of under 10 the count leads; "none" of none."""
    return words(figure_of(share)).replace("95 % interval ", "") if share.of else "none"


def interval_of(share: Share) -> str:
    """ "52 to 86 %"; empty of none."""
    bounds = share.interval
    return "" if bounds is None else f"{rounded(bounds[0])} to {rounded(bounds[1])} %"


def percent_words(percent: float | None) -> str:
    """ "45.9 %" with one decimal, as the official statistics print it; a dash for none."""
    return "–" if percent is None else f"{rounded(percent, 1)} %"


def published_words(share: PublishedShare | None) -> str:
    """ "45.9 %", or the published symbol; a dash where there is no row."""
    if share is None:
        return "–"
    return percent_words(share.value) if share.value is not None else share.percent


def symbols_note(symbols: set[str]) -> str:
    """What the symbols of a published table mean; empty without any."""
    return "; ".join(f"{one}: {SYMBOLS[one]}" for one in SYMBOLS if one in symbols)


def weeks_words(weeks: float | None) -> str:
    """ "23.4 weeks"; a dash for none."""
    return "–" if weeks is None else f"{rounded(weeks, 1)} weeks"


def agency_words(agency: str) -> str:
    """Who it is; an agency of the advice log that is none of the usual as it is written there."""
    return AGENCIES.get(agency, agency.replace("_", " ").capitalize())


def delay_words(delay: Delay) -> str:
    """ "Advice 15 days (Health 10, SEN team 5); Draft 4 days; not explained 3 days, missing: draft sent"."""
    parts = []
    for stage, days in delay.stages.items():
        of = [one for one in delay.lost if one.stage is stage]
        is_whose = stage is Stage.ADVICE  # every other stage is the SEN team's
        whose = f" ({', '.join(f'{agency_words(one.agency)} {one.days}' for one in of)})" if is_whose else ""
        parts.append(f"{stage.label} {_days(days)}{whose}")
    if delay.unexplained:
        parts.append(f"not explained {_days(delay.unexplained)}, missing: {', '.join(delay.missing)}")
    return "; ".join(parts)


def basis_words(trajectory: Trajectory) -> str:
    """What the target is about and how it is counted, in a sentence."""
    what = _OF.get(trajectory.base, trajectory.figure)
    if trajectory.is_for_quality:
        cycle = f"the {trajectory.cycle} cycle" if trajectory.cycle else "every cycle, each on its own"
        return f"{what}, of the audits of {cycle}, month by month."
    if trajectory.basis is Basis.STARTED and trajectory.started_from is not None:
        since = day(trajectory.started_from)
        return f"{what}, of requests made from {since} on, each in the month in which its twenty weeks were over."
    return f"{what}, each month's own."


def standing_words(month: TargetMonth) -> str:
    """How a month stands to its target: below it is not clear where the interval reaches the target."""
    if month.is_met is None or month.target is None:
        return ""
    if month.is_met:
        return "at or over it"
    bounds = month.actual.interval
    return "below it, within the interval" if bounds is not None and bounds[1] >= month.target else "below it"


def _days(days: int) -> str:
    return "1 day" if days == 1 else f"{days:,} days"
