"""Timeliness as lines to be read on a terminal."""

from collections.abc import Iterator

from audit_app.domain.counting import counted
from audit_app.services.timeliness.comparisons import ComparisonTable
from audit_app.services.timeliness.counting import TargetLine, Timeliness
from scoring.figures import words
from scoring.timeliness.clock import Band
from scoring.timeliness.limits import Stage
from scoring.timeliness.words import (
    UNEXPLAINED,
    agency_words,
    basis_words,
    delay_words,
    percent_words,
    published_words,
    share_words,
    standing_words,
    weeks_words,
)

_MOST_LATE = 20


def lines(found: Timeliness) -> Iterator[str]:
    """The figures, bands, months, where days were lost, targets, the country; an empty line between parts."""
    whose = f", casework team {found.team}" if found.team else ""
    first, last = found.period.first, found.period.last
    yield f"Timeliness from {first:%d/%m/%Y} to {last:%d/%m/%Y}{whose}, data up to {found.as_of:%d/%m/%Y}"
    for figure in found.figures:
        yield f"  {figure.label}: {words(figure)}"
    if found.left_out:
        said = ", ".join(f"{number:,} {why.value}" for why, number in found.left_out.items())
        yield f"  Issued in the period and not counted in these shares: {said}"
    if found.waiting:
        yield f"  {counted(found.waiting, 'request')} over 20 weeks old without a plan"
    yield from _bands(found)
    yield from _lost(found)
    yield from _late(found)
    for line in found.targets:
        yield from _target(line)
    if found.comparison is not None:
        yield from _country(found.comparison)


def _bands(found: Timeliness) -> Iterator[str]:
    if not found.issued.including.n:
        return
    yield ""
    yield "How long plans took"
    for band in Band:
        yield f"  {band.value}: {share_words(found.issued.including.share(band))}"
    average, median = found.issued.including.average, found.issued.including.median
    yield f"  average {weeks_words(average)}, median {weeks_words(median)}"
    if found.windows.kept.of:
        yield f"  fifteen days or more from draft to final plan: {share_words(found.windows.kept)}"
    yield ""
    yield "By month of issue: within 20 weeks; without exceptions; exceptions"
    for one in found.months:
        shares = (one.issued.including.within, one.issued.excluding.within, one.issued.exceptions)
        yield f"  {one.month}  {'; '.join(share_words(share) for share in shares)}"


def _lost(found: Timeliness) -> Iterator[str]:
    total = found.delays.total
    if not total.late:
        return
    yield ""
    apart = f"; {found.excepted} more have an exception" if found.excepted else ""
    yield f"{counted(total.late, 'late plan')} lost {counted(total.days_late, 'day')}{apart}"
    for stage in Stage:
        for (of, agency), days in total.days.items():
            if of is stage:
                plans = counted(total.plans[of, agency], "plan")
                yield f"  {stage.label}, {agency_words(agency)}: {counted(days, 'day')} in {plans}"
    if total.unexplained:
        plans = counted(total.unexplained_plans, "plan")
        yield f"  {UNEXPLAINED}: {counted(total.unexplained, 'day')} in {plans}"


def _late(found: Timeliness) -> Iterator[str]:
    if not found.late:
        return
    yield ""
    yield "Plans with most days late"
    for one in found.late[:_MOST_LATE]:
        late = f"{counted(one.clock.days_late, 'day')} late{', with an exception' if one.clock.has_exception else ''}"
        yield f"  {one.plan_ref} ({one.team}): {late}. {delay_words(one.delay)}"
    if len(found.late) > _MOST_LATE:
        yield f"  and {len(found.late) - _MOST_LATE:,} more; --format json lists all"


def _target(line: TargetLine) -> Iterator[str]:
    yield ""
    yield f"Against the target “{line.row.trajectory.name}”: {basis_words(line.row.trajectory)}"
    for one in line.against.months:
        target = "no target yet" if one.target is None else f"target {one.target:g} %"
        said = f", {standing_words(one)}" if standing_words(one) else ""
        yield f"  {one.month}  {share_words(one.actual)}; {target}{said}"


def _country(found: ComparisonTable) -> Iterator[str]:
    yield ""
    yield "Within 20 weeks by year of issue, with exceptions (without)"
    for line in found.lines:
        years = [
            f"{year} {published_words(row.including)} ({published_words(row.excluding)})"
            for year, row in sorted(line.years.items())
        ]
        yield f"  {line.name}{', as published' if line.own else ''}: {', '.join(years)}"
    own = [
        f"{year} {percent_words(one.including.within.percent)} ({percent_words(one.excluding.within.percent)})"
        for year, one in sorted(found.register.items())
    ]
    yield f"  This register: {', '.join(own) or 'none issued'}"
    yield f"  Source: {found.source}"
