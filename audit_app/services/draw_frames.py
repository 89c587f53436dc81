"""Which plans a draw is made from: the frame of the domain, fed from the register, audits and earlier draws."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from audit_app.domain.cycles import Cycle
from audit_app.domain.frame import Candidate, FramePlan, frame, frame_hash
from audit_app.domain.register import is_plan
from audit_app.store.driver import Connection
from audit_app.store.read_draws import audit_dates, open_places
from audit_app.store.read_register import DrawEntry, draw_entries

ALREADY_DRAWN = "already_drawn"
"""The exclusion of plans that wait in an open place of the same cycle."""


@dataclass(frozen=True, slots=True)
class DrawFrame:
    """The plans that can be drawn, and how many entries each exclusion left out."""

    plans: tuple[FramePlan, ...]
    excluded: Mapping[str, int]

    @property
    def hash(self) -> str:
        """The frame's fingerprint."""
        return frame_hash(self.plans)


class DrawFrames:
    """Everything that decides who can be drawn on one day in one cycle, read once."""

    def __init__(self, conn: Connection, cycle: Cycle, on: date, months: int) -> None:
        self._on = on
        self._months = months
        self._entries = draw_entries(conn)
        self._is_plan = [is_plan(entry.row, on) for entry in self._entries]
        self._open = open_places(conn, cycle)
        self._audits: dict[str, list[tuple[date, str]]] = {}
        for plan, day, draw_id in audit_dates(conn):
            self._audits.setdefault(plan, []).append((date.fromisoformat(day), draw_id))

    @property
    def is_empty(self) -> bool:
        """Whether the register holds nothing."""
        return not self._entries

    def frame(self, auditor: str, without: str = "") -> DrawFrame:
        """The frame for an auditor of this name, as it was before the draw `without`, whose own places do not count."""
        refs = {entry.id: entry.plan_ref for entry in self._entries}
        drawn = {refs[plan] for plan, draw_id in self._open if draw_id != without and plan in refs}
        candidates = (
            self._candidate(entry, plan, without) for entry, plan in zip(self._entries, self._is_plan, strict=True)
        )
        found = frame(candidates, self._on, [auditor], self._months)
        plans = tuple(plan for plan in found.plans if plan.plan_ref not in drawn)
        excluded = {reason.name.lower(): len(left_out) for reason, left_out in found.excluded}
        return DrawFrame(plans, {**excluded, ALREADY_DRAWN: len(found.plans) - len(plans)})

    def _candidate(self, entry: DrawEntry, plan: bool, without: str) -> Candidate:
        ceased = entry.row.get("ceased_date")
        return Candidate(
            plan_ref=entry.plan_ref,
            is_plan=plan,
            ceased_date=date.fromisoformat(str(ceased)) if ceased is not None else None,
            audit_dates=tuple(
                day for day, draw_id in self._audits.get(entry.id, ()) if not without or draw_id != without
            ),
            case_officer=str(entry.row.get("case_officer", "")),
            written_by=str(entry.row.get("written_by", "")),
        )
