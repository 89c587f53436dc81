"""Timeliness as plain values: one JSON document, and the rows of one table; it prints nothing."""

from collections.abc import Iterator
from dataclasses import asdict

from audit_app.services.timeliness.comparisons import ComparisonTable
from audit_app.services.timeliness.counting import LatePlan, TargetLine, Timeliness
from scoring.timeliness.clock import Band
from scoring.timeliness.issued import Group, Issued, Share
from scoring.timeliness.published import PublishedShare
from scoring.timeliness.totals import Total

COLUMNS = (
    *("by", "period", "exceptions", "plans", "within_20_weeks", "percent", "lower", "upper", "up_to_a_year"),
    *("over_a_year", "average_weeks", "median_weeks", "exceptions_percent"),
)


def table(found: Timeliness) -> Iterator[tuple[object, ...]]:
    """The rows under COLUMNS: the period, its months, every calendar year, each with exceptions and without."""
    periods = [("period", found.period.text, found.issued)]
    periods += [("month", one.month, one.issued) for one in found.months]
    periods += [("year", str(one.year), one.issued) for one in found.years]
    for by, name, issued in periods:
        for said, group in (("included", issued.including), ("left out", issued.excluding)):
            yield by, name, said, *_numbers(group).values(), issued.exceptions.percent


def document(found: Timeliness) -> dict[str, object]:
    """Everything, as one JSON document. It names late plans: for the audit group alone."""
    return {
        "period": found.period.text,
        "team": found.team,
        "as_of": found.as_of.isoformat(),
        "figures": [asdict(figure) for figure in found.figures],
        "issued": _issued(found.issued),
        "months": [{"month": one.month, **_issued(one.issued)} for one in found.months],
        "years": [{"year": one.year, "over": one.is_over, **_issued(one.issued)} for one in found.years],
        "left_out": {why.value: number for why, number in found.left_out.items()},
        "waiting": found.waiting,
        "draft_window": {
            **_share(found.windows.kept),
            "left_out": {why.value: number for why, number in found.windows.left_out.items()},
        },
        "delays": {
            **_total(found.delays.total),
            "excepted": found.excepted,
            "by_month": {month: _total(one) for month, one in found.delays.by_month.items()},
            "by_team": {team: _total(one) for team, one in found.delays.by_team.items()},
        },
        "late": [_late(one) for one in found.late],
        "targets": [_target(one) for one in found.targets],
        "comparison": None if found.comparison is None else _comparison(found.comparison),
    }


def _issued(issued: Issued) -> dict[str, object]:
    return {
        "including": _numbers(issued.including),
        "excluding": _numbers(issued.excluding),
        "exceptions": _share(issued.exceptions),
    }


def _numbers(group: Group) -> dict[str, object]:
    within = group.within
    lower, upper = within.interval or (None, None)
    return {
        "plans": group.n,
        "within_20_weeks": within.count,
        "percent": within.percent,
        "lower": lower,
        "upper": upper,
        "up_to_a_year": group.bands[Band.TO_A_YEAR],
        "over_a_year": group.bands[Band.OVER_A_YEAR],
        "average_weeks": group.average,
        "median_weeks": group.median,
    }


def _share(share: Share) -> dict[str, object]:
    lower, upper = share.interval or (None, None)
    return {"count": share.count, "of": share.of, "percent": share.percent, "lower": lower, "upper": upper}


def _total(total: Total) -> dict[str, object]:
    lost = [
        {"stage": stage.value, "agency": agency, "plans": total.plans[stage, agency], "days": days}
        for (stage, agency), days in total.days.items()
    ]
    return {
        "late": total.late,
        "days_late": total.days_late,
        "lost": lost,
        "unexplained": total.unexplained,
        "unexplained_plans": total.unexplained_plans,
    }


def _late(one: LatePlan) -> dict[str, object]:
    return {
        "plan_ref": one.plan_ref,
        "team": one.team,
        "final": one.clock.final.isoformat(),
        "days": one.clock.days,
        "days_late": one.clock.days_late,
        "exception": one.clock.has_exception,
        "lost": [{"stage": each.stage.value, "agency": each.agency, "days": each.days} for each in one.delay.lost],
        "unexplained": one.delay.unexplained,
        "missing": list(one.delay.missing),
    }


def _target(line: TargetLine) -> dict[str, object]:
    trajectory = line.row.trajectory
    return {
        "name": trajectory.name,
        "figure": trajectory.figure,
        "basis": trajectory.basis.value,
        "started_from": None if trajectory.started_from is None else trajectory.started_from.isoformat(),
        "source": trajectory.source,
        "months": [
            {"month": one.month, "target": one.target, **_share(one.actual), "met": one.is_met}
            for one in line.against.months
        ],
    }


def _comparison(found: ComparisonTable) -> dict[str, object]:
    return {
        "source": found.source,
        "file": found.file,
        "imported_on": found.imported_on,
        "lines": [
            {
                "name": line.name,
                "code": line.code,
                "level": line.level.value,
                "own": line.own,
                "years": {
                    year: {"including": _published(row.including), "excluding": _published(row.excluding)}
                    for year, row in sorted(line.years.items())
                },
            }
            for line in found.lines
        ],
        "register": {year: _issued(issued) for year, issued in sorted(found.register.items())},
    }


def _published(share: PublishedShare) -> dict[str, object]:
    return {"count": share.count, "of": share.of, "published": share.percent, "percent": share.value}
