"""Timeliness on sheets: periods and years, days lost, late plans, targets, the country."""

from collections.abc import Iterator, Mapping

from exports.book import Field, Format, Grid, Sheet, Value
from exports.charts.control_drawn import ASSURANCE_MARKS
from exports.charts.control_words import against_target
from exports.content import Content
from exports.pages.trends import PERCENT
from exports.timeliness import FEW_LOST, GroupsTold, TimelinessTold, listed
from scoring.figures import WITHHELD_BOARD, Audience
from scoring.timeliness.against import AgainstTrajectory
from scoring.timeliness.clock import Band
from scoring.timeliness.delays import RULE
from scoring.timeliness.issued import Group, Issued, Share
from scoring.timeliness.limits import Stage
from scoring.timeliness.totals import Total
from scoring.timeliness.words import UNEXPLAINED, agency_words, basis_words, standing_words, symbols_note

_COUNTS = (
    Field("Plans", Format.WHOLE, 8),
    Field("Within 20 weeks", Format.WHOLE, 9),
    Field("Percent", Format.ONE_PLACE, 9),
    Field("Lower", Format.ONE_PLACE, 8),
    Field("Upper", Format.ONE_PLACE, 8),
    Field("Up to a year", Format.WHOLE, 8),
    Field("Over a year", Format.WHOLE, 8),
    Field("Average weeks", Format.ONE_PLACE, 9),
    Field("Median weeks", Format.ONE_PLACE, 9),
)
_NO_BOUNDS = (None, None)
_RULE = tuple(f"{sentence}." for sentence in RULE.removesuffix(".").split(". "))  # a line each: lines do not wrap


def timeliness(content: Content) -> Iterator[Sheet]:
    """A sheet for each part that has something to tell; none where the report tells nothing of timeliness."""
    told = content.timeliness
    if told is None:
        return
    yield _issued(told)
    if told.delays.late:
        yield _lost(told)
    if told.late:
        yield _late(told)
    if told.targets:
        yield _targets(told)
    if told.country is not None:
        yield _country(told)


def _issued(told: TimelinessTold) -> Sheet:
    """The period, its months, every year: a row with exceptions and a row without."""
    periods = [("period", "the whole period", told.issued)]
    periods += [("month", month, issued) for month, issued in told.months]
    periods += [("year", str(one.year) if one.is_over else f"{one.year}, so far", one.issued) for one in told.years]
    unseen = told.months_unseen
    rows = tuple(row for by, name, issued in periods if name not in unseen for row in _issued_rows(by, name, issued))
    fields = (Field("By", width=9), Field("Period", width=18), Field("Exceptions", width=12), *_COUNTS)
    rate = Field("Exceptions, percent", Format.ONE_PLACE, 11)
    left = "; ".join(f"{number} {why.value}" for why, number in sorted(told.left_out.items()))
    lines = (
        "From the register's dates, in the period in which the plan was issued; it does not enter the grades.",
        *((f"Left out of the whole period: {left}.",) if left else ()),
        *(("Months with fewer than six plans, or that would give those away, are not listed.",) if unseen else ()),
    )
    facts: tuple[tuple[str, Value], ...] = (
        ("Final plan fifteen days or more after the draft", told.windows.kept.count),
        ("Of plans with both dates", told.windows.kept.of),
        ("Requests over 20 weeks old without a plan", told.waiting),
    )
    return Sheet("Timeliness", "Timeliness", lines, Grid("Timeliness", (*fields, rate), rows), facts)


def _issued_rows(by: str, name: str, issued: Issued) -> Iterator[tuple[Value, ...]]:
    rate = issued.exceptions.percent
    yield by, name, "included", *_counts(issued.including), rate
    yield by, name, "left out", *_counts(issued.excluding), rate


def _counts(group: Group) -> tuple[Value, ...]:
    bands = (group.bands[Band.TO_A_YEAR], group.bands[Band.OVER_A_YEAR])
    return group.n, *_share(group.within), *bands, group.average, group.median


def _share(share: Share) -> tuple[Value, ...]:
    return share.count, share.percent, *(share.interval or _NO_BOUNDS)


def _lost(told: TimelinessTold) -> Sheet:
    """A row a stage and agency: of the whole, of each month, of each team."""
    rows = [
        *_lost_rows("all", "every late plan", told.delays, told.audience),
        *_group_rows("month of issue", told.by_month, told, told.late_by_month),
        *_group_rows("casework team", told.by_team, told, {}),
    ]
    fields = (
        *(Field("By", width=15), Field("Group", width=28), Field("Stage", width=26), Field("With", width=24)),
        *(Field("Late plans", Format.WHOLE, 9), Field("Days", Format.WHOLE, 9)),
    )
    hidden = any(None in one.groups.values() for one in (told.by_month, told.by_team))
    apart = (f"{told.excepted} late plans with an exception stand apart.",) if told.excepted else ()
    few = () if told.audience is Audience.GROUP else (FEW_LOST,)
    lines = (*_RULE, *apart, *few, *((f"c: withheld. {WITHHELD_BOARD}",) if hidden else ()))
    return Sheet("Days lost", "Where late plans lost their days", lines, Grid("DaysLost", fields, tuple(rows)))


def _group_rows(
    by: str, groups: GroupsTold, told: TimelinessTold, late: Mapping[str, int]
) -> Iterator[tuple[Value, ...]]:
    """A row a group; of one that is withheld the late plans alone, where another sheet tells them anyway."""
    # of a table that is withheld whole the names alone would tell: of as many late plans as groups each has one
    listed_names = [name for name in groups.groups if not groups.replaced or name in late]
    if groups.groups and not listed_names:
        yield by, "withheld", "c", "c", None, None
    for name in listed_names:
        total = groups.groups[name]
        if total is None or groups.replaced:
            yield by, name, "c", "c", late.get(name), None
        elif told.tells_where:
            yield from _lost_rows(by, name, total, told.audience)
        else:
            yield by, name, "All", "", total.late, total.days_late


def _lost_rows(by: str, name: str, total: Total, audience: Audience) -> Iterator[tuple[Value, ...]]:
    shown = listed(total, audience)
    if shown is not None:
        yield from _stage_rows(by, name, shown)
    yield by, name, "All", "", total.late, total.days_late


def _stage_rows(by: str, name: str, total: Total) -> Iterator[tuple[Value, ...]]:
    for stage in Stage:
        for (of, agency), days in total.days.items():
            if of is stage:
                yield by, name, stage.label, agency_words(agency), total.plans[of, agency], days
    if total.unexplained:
        yield by, name, UNEXPLAINED, "", total.unexplained_plans, total.unexplained


def _late(told: TimelinessTold) -> Sheet:
    fields = (
        *(Field("Plan", width=13), Field("Casework team", width=22), Field("Final plan", Format.DATE, 12)),
        *(Field("Weeks", Format.ONE_PLACE, 8), Field("Days late", Format.WHOLE, 8), Field("Exception", width=10)),
        Field("Where its days went", width=80),
    )
    rows = tuple(
        (
            *(one.plan_ref, one.team, one.final, one.days / 7, one.days_late),
            *("yes" if one.has_exception else "no", one.where),
        )
        for one in told.late
    )
    lines = ("This sheet names plans: keep it within the audit group.",)
    return Sheet("Late plans", "Plans over 20 weeks", lines, Grid("LatePlans", fields, rows))


def _targets(told: TimelinessTold) -> Sheet:
    fields = (
        *(Field("Trajectory", width=36), Field("Month", width=10), Field("Target", Format.ONE_PLACE, 8)),
        *(Field("In time", Format.WHOLE, 8), Field("Plans", Format.WHOLE, 8), Field("Percent", Format.ONE_PLACE, 9)),
        *(Field("Lower", Format.ONE_PLACE, 8), Field("Upper", Format.ONE_PLACE, 8), Field("Against it", width=26)),
    )
    rows = tuple(
        (
            *(one.trajectory.name, month.month, month.target, month.actual.count, month.actual.of),
            *(month.actual.percent, *(month.actual.interval or _NO_BOUNDS), standing_words(month)),
        )
        for one in told.targets
        for month in told.months_of(one)
    )
    lines = tuple(
        f"{one.trajectory.name}: {' '.join((basis_words(one.trajectory), *_standing(told, one)))}"
        for one in told.targets
    )
    return Sheet("Targets", "Actual against trajectory", lines, Grid("Targets", fields, rows))


def _standing(told: TimelinessTold, target: AgainstTrajectory) -> Iterator[str]:
    """How the target's control chart stands to it; nothing where there is no course to be judged."""
    course = told.course_of(target)
    if course is not None and course.assurance is not None and len(course.names) > 1:
        yield from (f"{ASSURANCE_MARKS[course.assurance][0]}: {said}" for said in against_target(course, PERCENT))


def _country(told: TimelinessTold) -> Sheet:
    """A row an area and year as published, and the register's own years."""
    fields = (
        *(Field("Area", width=30), Field("Kind", width=16), Field("Year", Format.WHOLE, 8)),
        *(Field("Within 20 weeks, percent", Format.ONE_PLACE, 12), Field("Plans", Format.WHOLE, 9)),
        *(Field("Without exceptions, percent", Format.ONE_PLACE, 12), Field("Plans without", Format.WHOLE, 9)),
        Field("Exceptions, percent", Format.ONE_PLACE, 11),
    )
    country = told.country
    rows: list[tuple[Value, ...]] = []
    for line in country.lines if country is not None else ():
        for year, row in sorted(line.years.items()):
            rate = row.exceptions.percent if row.exceptions is not None else None
            both = (row.including, row.excluding)
            shares = (cell for one in both for cell in (_or_symbol(one.value, one.percent), _number(one.of)))
            rows.append((line.name, line.kind, year, *shares, rate))
    for year, issued in sorted(country.register.items()) if country is not None else ():
        groups = (issued.including, issued.excluding)
        counted = (cell for one in groups for cell in (one.within.percent, one.n))
        rows.append(("This register", "counted here", year, *counted, issued.exceptions.percent))
    source = (f"Source: {country.source}.",) if country is not None else ()
    signs = symbols_note({str(cell) for row in rows for cell in row[3:]})
    lines = (*source, *((f"{signs}.",) if signs else ()))
    return Sheet("Country", "Beside the country", lines, Grid("Country", fields, tuple(rows)))


def _or_symbol(value: float | None, printed: str) -> Value:
    return printed if value is None else value


def _number(printed: str) -> Value:
    return int(printed) if printed.isdigit() else printed
