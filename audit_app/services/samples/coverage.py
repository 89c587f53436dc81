"""A year's samples against the register: of each kind of plan how many were looked at, and which never were."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from audit_app.domain.features import Feature, Traits, in_order
from audit_app.domain.frame import RECENT_MONTHS
from audit_app.domain.period import add_months
from audit_app.domain.register import ceased, is_plan
from audit_app.services.progress import STEP, Progress, in_silence
from audit_app.store.read_register import DrawEntry, draw_entries
from audit_app.store.read_traits import LookedAt, advice_log, looked_at, trait_reader, trait_rows
from audit_app.store.workspace import Workspace


@dataclass(frozen=True, slots=True)
class CoverageLine:
    """The plans in force with one value of one feature.

    `drawn` and `audited` count plans, in the months looked at; an audit counts once it was submitted. `never` were
    never audited at all, the one that waits longest since `since`, the day of its final plan (None where unknown).
    """

    feature: Feature
    value: str
    plans: int
    drawn: int
    audited: int
    never: int
    since: date | None


@dataclass(frozen=True, slots=True)
class NeverLooked:
    """A plan in force that was never audited; `since` is the day of its final plan, None where unknown."""

    plan_ref: str
    since: date | None
    traits: Traits


@dataclass(frozen=True, slots=True)
class Coverage:
    """What was looked at in the `months` up to a day, of the plans in force on it.

    `lines` go by feature and value; `waiting` are the plans never audited, the longest waiting first and those of
    unknown age last.
    """

    on: date
    months: int
    plans: int
    drawn: int
    audited: int
    lines: tuple[CoverageLine, ...]
    waiting: tuple[NeverLooked, ...]


@dataclass(frozen=True, slots=True)
class _Seen:
    ref: str
    traits: Traits
    since: date | None
    drawn: bool
    audited: bool
    never: bool


def coverage(workspace: Workspace, on: date, months: int = RECENT_MONTHS, progress: Progress = in_silence) -> Coverage:
    """Count the coverage of the register as of a day."""
    conn = workspace.conn
    reader, log = trait_reader(conn, on), advice_log(conn)
    seen_by_id = {
        entry.id: entry for entry in draw_entries(conn) if not ceased(entry.row, on) and is_plan(entry.row, on)
    }
    looked, first = looked_at(conn, on), add_months(on, -months).isoformat()
    seen: list[_Seen] = []
    for done, (id_, row) in enumerate(trait_rows(conn), start=1):
        if done % STEP == 0:
            progress(min(done, len(seen_by_id)), len(seen_by_id))
        entry = seen_by_id.get(id_)
        if entry is not None:
            seen.append(_seen(entry, reader.traits(row, log.get(id_, ())), looked.get(id_, LookedAt("", "")), first))
    waiting = sorted((one for one in seen if one.never), key=lambda one: (one.since or date.max, one.ref))
    return Coverage(
        on=on,
        months=months,
        plans=len(seen),
        drawn=sum(one.drawn for one in seen),
        audited=sum(one.audited for one in seen),
        lines=tuple(_lines(seen, reader.features)),
        waiting=tuple(NeverLooked(one.ref, one.since, one.traits) for one in waiting),
    )


def _seen(entry: DrawEntry, traits: Traits, looked: LookedAt, first: str) -> _Seen:
    final = entry.row.get("final_date")
    return _Seen(
        ref=entry.plan_ref,
        traits=traits,
        since=date.fromisoformat(str(final)) if final is not None else None,
        drawn=looked.drawn > first,
        audited=looked.audited > first,
        never=not looked.audited,
    )


def _lines(seen: Sequence[_Seen], features: Sequence[Feature]) -> Iterator[CoverageLine]:
    for feature in features:
        groups: dict[str, list[_Seen]] = {}
        for one in seen:
            groups.setdefault(one.traits[feature], []).append(one)
        yield from (_line(feature, value, groups) for value in in_order(feature, groups))


def _line(feature: Feature, value: str, groups: Mapping[str, Sequence[_Seen]]) -> CoverageLine:
    group = groups[value]
    never = [one for one in group if one.never]
    return CoverageLine(
        feature=feature,
        value=value,
        plans=len(group),
        drawn=sum(one.drawn for one in group),
        audited=sum(one.audited for one in group),
        never=len(never),
        since=min((one.since for one in never if one.since is not None), default=None),
    )
