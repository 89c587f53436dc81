"""Ids from natural keys: the same thing gets the same id on every machine of one workspace."""

from hashlib import sha1
from types import MappingProxyType
from typing import Final
from uuid import UUID

_VARIANT: Final = MappingProxyType({digit: "89ab"[int(digit, 16) & 3] for digit in "0123456789abcdef"})


class Ids:
    """UUIDv5 in the workspace's namespace, as 32 hexadecimal digits."""

    def __init__(self, workspace: str) -> None:
        self._namespace = UUID(hex=workspace).bytes

    def _of(self, *parts: str) -> str:
        """As `uuid.uuid5` makes it, in a fifth of its time: a register has an id for each row (RFC 9562, 5.5)."""
        name = self._namespace + "\n".join(parts).encode()
        made = sha1(name, usedforsecurity=False).hexdigest()
        return f"{made[:12]}5{made[13:16]}{_VARIANT[made[16]]}{made[17:32]}"

    def plan(self, plan_ref: str) -> str:
        """A register entry, by its reference as it is written."""
        return self._of("plan", plan_ref)

    def audit(self, plan_id: str, cycle: str, occasion: str, framework: str, purpose: str = "sample") -> str:
        """An audit; the occasion is the round's name, else the date."""
        return self._of("audit", plan_id, cycle, occasion, framework, purpose)

    def review(self, audit_id: str, reviewer: str, kind: str = "single") -> str:
        """A review, by the reviewer's person id or, where they are no person of the workspace, their name."""
        return self._of("review", audit_id, kind, reviewer)

    def document(self, plan_id: str, digest: str) -> str:
        """A document of a plan, by the SHA-256 of its bytes in hexadecimal digits."""
        return self._of("document", plan_id, digest)

    def advice_request(self, plan_id: str, agency: str, service: str, requested: str) -> str:
        """A line of the advice log, by whom advice on a plan was asked for from, and when (ISO date)."""
        return self._of("advice_request", plan_id, agency, service, requested)

    def trajectory(self, name: str) -> str:
        """A target in time, by its name."""
        return self._of("trajectory", name)

    def comparison(self, digest: str) -> str:
        """A published table, by the SHA-256 of its file in hexadecimal digits."""
        return self._of("comparison", digest)

    def round(self, name: str) -> str:
        """A round, by its name."""
        return self._of("round", name)

    def sealed_review(self, review_id: str, number: int) -> str:
        """One return of one review, numbered from 1."""
        return self._of("sealed_review", review_id, str(number))

    def issued_report(self, kind: str, period: str, audience: str, round_: str = "") -> str:
        """A report as it was issued, by what was asked for."""
        return self._of("issued_report", kind, period, audience, round_)

    def commentary(self, period: str, topic: str) -> str:
        """What is said of one figure in one period."""
        return self._of("commentary", period, topic)

    def measure(self, code: str) -> str:
        """A measure of the performance framework, by its code."""
        return self._of("measure", code)

    def improvement_plan(self, title: str) -> str:
        """An improvement plan, by its title."""
        return self._of("improvement_plan", title)

    def within(self, parent: str, kind: str, place: str) -> str:
        """A part of a plan that came from a file (theme, outcome, action), by where in its parent it stands."""
        return self._of(kind, parent, place)

    def reporting_line(self, body: str) -> str:
        """A body that is reported to, by its name."""
        return self._of("reporting_line", body)

    def meeting(self, line: str, on_date: str) -> str:
        """A meeting of a body, by the day (ISO) on which it would be held."""
        return self._of("meeting", line, on_date)

    def ehc_outcome(self, plan_id: str, number: str) -> str:
        """An outcome of a plan, by its number in the plan."""
        return self._of("ehc_outcome", plan_id, number)

    @staticmethod
    def part(parent: str, child: str) -> str:
        """What lives and dies with its parent: a finding of an action, progress at a checkpoint, a measure's value."""
        return f"{parent}.{child}"

    def rebasing(self, figure: str, cycle: str, month: str) -> str:
        """The decision that a chart's limits are worked out anew from a month (YYYY-MM) on."""
        return self._of("rebasing", figure, cycle, month)

    @staticmethod
    def restatement(report_id: str, number: int) -> str:
        """One restatement of an issued report, numbered from 1."""
        return f"{report_id}.{number}"

    @staticmethod
    def seat(round_id: str, person_id: str) -> str:
        """A member's seat in a round."""
        return f"{round_id}.{person_id}"

    @staticmethod
    def learning_page(round_id: str, agency: str) -> str:
        """What an agency is to learn from a round."""
        return f"{round_id}.{agency}"

    @staticmethod
    def score(review_id: str, marker: str) -> str:
        """A marker's answers in a review."""
        return f"{review_id}.{marker}"

    @staticmethod
    def place(draw_id: str, number: int) -> str:
        """A place in a draw, drawn ones first, numbered from 1."""
        return f"{draw_id}.{number}"
