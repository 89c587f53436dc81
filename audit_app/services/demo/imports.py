"""The register as it was imported month by month: each import holds what had changed since the one before."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from hashlib import sha256

from audit_app.domain.register import RegisterRow
from audit_app.services.demo.changes import Change
from audit_app.services.demo.dice import made_id
from audit_app.services.demo.lifelines import Lifeline
from audit_app.services.demo.span import Span, moment, months_before, working_day
from audit_app.store.ids import Ids
from audit_app.store.log.canonical import encode
from audit_app.store.log.rights import Op

_AT = time(7, 30)


@dataclass(frozen=True, slots=True)
class Import:
    """The whole register on the day of an import, and the rows that were new or changed then."""

    day: date
    rows: dict[str, RegisterRow]
    changed: tuple[str, ...]
    new: int
    ceased: int


def import_days(span: Span) -> tuple[date, ...]:
    """The day the workspace was made, the first working day of each month since, and the open week's Monday."""
    months = (months_before(span.open_week, back) for back in range(30, -1, -1))
    days = {working_day(month) for month in months}
    return (span.began, *sorted(day for day in days if span.began < day < span.open_week), span.open_week)


def imports(lines: Sequence[Lifeline], days: Sequence[date]) -> Iterator[Import]:
    """The register on each of these days."""
    before: dict[str, RegisterRow] = {}
    for day in days:
        # an import in the early morning knows what was true the evening before
        rows = {line.ref: row for line in lines if (row := line.row(day - timedelta(days=1))) is not None}
        changed = tuple(ref for ref, row in rows.items() if before.get(ref) != row)
        ended = sum("ceased_date" in rows[ref] and "ceased_date" not in before.get(ref, {}) for ref in changed)
        yield Import(day, rows, changed, sum(ref not in before for ref in changed), ended)
        before = rows


def import_on(known: Sequence[Import], on: date, days: Sequence[date] | None = None) -> Import:
    """The import that held on a day; `days` are those of the imports, where they are at hand already."""
    return known[bisect_right(days if days is not None else [one.day for one in known], on) - 1]


def import_change(one: Import, by: str, ids: Ids) -> Change:
    """The change by which somebody took an import in."""
    ops = [Op("entry", ids.plan(ref), "row", one.rows[ref]) for ref in one.changed]
    columns = sorted({name for row in one.rows.values() for name in row})
    record = {
        "file": f"register-{one.day.isoformat()}.csv",
        "digest": sha256(encode([one.rows[ref] for ref in one.changed]).encode()).hexdigest(),
        "imported_on": one.day.isoformat(),
        "columns": columns,
        "rows": len(one.rows),
        "added": one.new,
        "changed": len(one.changed) - one.new,
        "ceased": one.ceased,
        "vanished": [],
    }
    ops.append(Op("register_import", made_id("import", one.day.isoformat()), "record", record))
    label = f"Import the register: {one.new:,} new, {len(one.changed) - one.new:,} changed"
    return Change(moment(one.day, _AT), by, label, tuple(ops))
