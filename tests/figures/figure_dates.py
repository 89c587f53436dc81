"""The figures of the register's dates, worked out a second time over plain rows."""

from calendar import monthrange
from collections import Counter
from collections.abc import Iterable
from datetime import date

from figure_expected import Expected, left, mean, nothing, share
from figure_world import Row, World, plus

ADVICE = ("education", "psychology", "health", "social_care")
_PAIR = tuple[str | None, int]
"""Why a row is left out, empty where it is counted; and its days."""


def dated_figures(world: World, first: str, last: str) -> dict[str, Expected]:
    """Every timeliness figure, and the plans over three years, of a period."""
    rows, today = world["entries"], world["today"]
    found = _issued(rows, first, last, today)
    decided = [
        _span(row, row["request_outcome_date"], today) for row in _within(rows, "request_outcome_date", first, last)
    ]
    found["timeliness.decision_6_weeks"] = _in_time(decided, 42, "requests")
    refused = [
        row for row in _within(rows, "assessment_outcome_date", first, last) if row.get("assessment_outcome") == "N"
    ]
    spans = [_span(row, row["assessment_outcome_date"], today) for row in refused]
    found["timeliness.no_plan_16_weeks"] = _in_time(spans, 112, "requests")
    for source in ADVICE:
        found[f"timeliness.advice_6_weeks.{source}"] = _advice(world, source, first, last)
    found |= _reviews(world, first, last)
    return found | _transfers(rows, first, last, today) | {"plans.over_3_years": _old(rows, last, today)}


def _within(rows: Iterable[Row], field: str, first: str, last: str) -> list[Row]:
    return [row for row in rows if first <= row.get(field, "") <= last]


def _days(earlier: str, later: str) -> int:
    return (date.fromisoformat(later) - date.fromisoformat(earlier)).days


def _issued(rows: list[Row], first: str, last: str, today: str) -> dict[str, Expected]:
    """Final date in the period and both dates valid; left out: transferred in, historical, missing, impossible."""
    spans = []
    for row in _within(rows, "final_date", first, last):
        why, days = _span(row, row["final_date"], today)
        why = "historical" if row.get("assessment_outcome") == "H" else why
        spans.append((row, "transferred in" if row.get("transferred_in") else why, days))
    out = _why((why, days) for _, why, days in spans)
    kept = [(days, "exception" in row) for row, why, days in spans if why == ""]
    plain = [days for days, excepted in kept if not excepted]
    with_exception = len(kept) - len(plain)
    return {
        "timeliness.20_weeks.including_exceptions": share(sum(d <= 140 for d, _ in kept), len(kept), "plans", out),
        "timeliness.20_weeks.excluding_exceptions": share(sum(d <= 140 for d in plain), len(plain), "plans", out),
        "timeliness.exceptions": share(with_exception, len(kept), "plans", out),
        "timeliness.average_weeks": mean([days / 7 for days, _ in kept], "weeks", None, out),
    }


def _span(row: Row, done: str, today: str) -> _PAIR:
    """Days from the request to what was done, or why they cannot be counted."""
    if row.get("request_outcome") == "H":
        return "historical", 0
    if "request_date" not in row:
        return "date missing", 0
    days = _days(row["request_date"], done)
    return ("impossible dates" if days < 0 or done > today else ""), days


def _due(rows: list[Row], begun: str, done: str, limit: int, first: str, last: str, today: str) -> list[_PAIR]:
    """Rows whose limit-th day is in the period: missing counts as late, what is not due yet is left out."""
    found: list[_PAIR] = []
    for row in rows:
        if begun not in row:
            continue
        due = plus(row[begun], limit)
        if not first <= due <= last:
            continue
        days = _days(row[begun], row[done]) if done in row else limit + 1
        impossible = days < 0 or row.get(done, "") > today or row[begun] > today
        found.append(("impossible dates" if impossible else "not yet due" if due > today else "", days))
    return found


def _not_to_amend(rows: list[Row], first: str, last: str) -> tuple[str, ...]:
    """Reviews whose 84th day is in the period and that were to maintain or cease, or of which nothing is known."""
    words = {"M": "maintain", "C": "cease", None: "outcome unknown"}
    met = [row for row in rows if "last_review_date" in row and row.get("review_outcome") != "A"]
    due = [row for row in met if first <= plus(row["last_review_date"], 84) <= last]
    return left(
        *((number, words[outcome]) for outcome, number in Counter(row.get("review_outcome") for row in due).items())
    )


def _advice(world: World, source: str, first: str, last: str) -> Expected:
    rows, field = world["entries"], f"{source}_advice_date"
    for name in ("advice_requested_date", field):
        if not _has(world, name):
            return nothing("requests") | {"withheld": "x"}
    spans = _due(rows, "advice_requested_date", field, 42, first, last, world["today"])
    return _in_time(spans, 42, "requests")


def _reviews(world: World, first: str, last: str) -> dict[str, Expected]:
    """Decision and amended plan after a review; not available where the source has no such date."""
    rows, today = world["entries"], world["today"]
    amend = [row for row in rows if row.get("review_outcome") == "A"]
    found = {}
    for name, of, done, limit in (
        ("review_decision_4_weeks", rows, "review_decision_date", 28),
        ("review_final_12_weeks", amend, "review_final_date", 84),
    ):
        spans = _due(of, "last_review_date", done, limit, first, last, today)
        is_known = _has(world, done)
        found[f"timeliness.{name}"] = (
            _in_time(spans, limit, "reviews") if is_known else nothing("reviews") | {"withheld": "x"}
        )
        if is_known and of is amend:
            found[f"timeliness.{name}"]["says"] += _not_to_amend(rows, first, last)
    return found


def _has(world: World, field: str) -> bool:
    """Whether the source has this column: in an import, or with a value."""
    return field in world["columns"] or any(field in row for row in world["entries"])


def _transfers(rows: list[Row], first: str, last: str, today: str) -> dict[str, Expected]:
    """Final on or before the due date, due in the period; due on 31 March is post-16, any other a phase transfer."""
    spans: dict[bool, list[_PAIR]] = {True: [], False: []}
    for row in _within(rows, "phase_transfer_due", first, last):
        due, done = row["phase_transfer_due"], row.get("phase_transfer_final")
        why = ""
        if row.get("ceased_date", "9999") < due:
            why = "ceased before due"
        elif done is not None and done > today:
            why = "impossible dates"
        elif due > today:
            why = "not yet due"
        spans[due.endswith("-03-31")].append((why, 0 if done is not None and done <= due else 1))
    return {
        "timeliness.phase_transfer_15_feb": _in_time(spans[False], 0, "plans"),
        "timeliness.post16_transfer_31_mar": _in_time(spans[True], 0, "plans"),
    }


def _old(rows: list[Row], last: str, today: str) -> Expected:
    """Plans in force at the period's end whose last final or amended plan is over three years old by then."""
    end = date.fromisoformat(last)
    edge = end.replace(year=end.year - 3, day=min(end.day, monthrange(end.year - 3, end.month)[1])).isoformat()
    known = min(last, today)
    old, undated = [], 0
    for row in rows:
        if not in_force(row, last, known):
            continue
        amended = [row[name] for name in ("final_date", "review_final_date", "phase_transfer_final") if name in row]
        latest = max((day for day in amended if day <= known), default=None)
        undated += latest is None
        old += [] if latest is None else [latest < edge]
    return share(sum(old), len(old), "plans", left((undated, "without dates")))


_TO_FINAL = (
    *("request_date", "request_outcome_date", "assessment_outcome_date", "advice_requested_date", "draft_date"),
    *(f"{source}_advice_date" for source in ADVICE),
    "final_date",
)


def in_force(row: Row, last: str, known: str) -> bool:
    """A plan is final by then, or has no dates at all and was not refused; and had not ceased by then."""
    if row.get("ceased_date", "9999") <= last:
        return False
    if "final_date" in row:
        return bool(row["final_date"] <= known)
    refused = "N" in (row.get("request_outcome"), row.get("assessment_outcome"))
    return not refused and not any(name in row for name in _TO_FINAL)


def _in_time(spans: list[_PAIR], limit: int, unit: str) -> Expected:
    kept = [days for why, days in spans if why == ""]
    return share(sum(days <= limit for days in kept), len(kept), unit, _why(spans))


def _why(spans: Iterable[_PAIR]) -> tuple[str, ...]:
    return left(*((number, why) for why, number in Counter(why for why, _ in spans).items() if why))
