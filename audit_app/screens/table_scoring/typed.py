"""What is typed of one plan for one member, in memory alone and never written; it knows no widget."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from audit_app.domain.problems import AppError, Place, Problem
from audit_app.services.answering import Evidence
from audit_app.services.sheets_of_round.saying import PlanSaid, Said, by_rule, lacking
from audit_app.services.sheets_of_round.seats import PlanAsked, SeatAsked
from forms.model import Answer, Lack, NotScore
from forms.widgets import EvidenceText, FormState, Given, written_day


@dataclass(frozen=True, slots=True)
class Typed:
    """One plan of one member as it is being typed; `given` holds only what was touched."""

    asked: SeatAsked
    plan: PlanAsked
    given: Mapping[str, Given] = field(default_factory=dict, repr=False)
    ticks: frozenset[tuple[str, str]] = frozenset()
    states: Mapping[str, str] = field(default_factory=dict, repr=False)

    @property
    def is_begun(self) -> bool:
        """Whether anything would be lost by leaving."""
        return bool(self.ticks or self.states or any(one != Given() for one in self.given.values()))

    @property
    def reasons(self) -> dict[str, str]:
        """The markers that do not apply by rule, with the reason."""
        return by_rule(self.asked, PlanSaid(states=self.states).facts(self.plan))

    def at(self, marker: str) -> Given:
        """What is given at a marker."""
        return self.given.get(marker, Given())

    def answered(self, marker: str, answer: Answer) -> "Typed":
        """With another answer; a cause goes where the score has no use for it, and a reason with its NA."""
        before = self.at(marker)
        reason = (before.reason or self.reasons.get(marker, "")) if answer is NotScore.NA else ""
        cause = before.cause if type(answer) is int and answer in (0, 1) else ""
        return self._with(marker, replace(before, answer=answer, reason=reason, cause=cause))

    def evidenced(self, marker: str, evidence: EvidenceText | None) -> "Typed":
        """With other evidence, complete or not."""
        return self._with(marker, replace(self.at(marker), evidence=evidence))

    def caused(self, marker: str, cause: str) -> "Typed":
        """With another cause, empty for none."""
        return self._with(marker, replace(self.at(marker), cause=cause))

    def worded(self, marker: str, name: str, text: str) -> "Typed":
        """With another `note` or `reason`."""
        before = self.at(marker)
        return self._with(marker, replace(before, note=text) if name == "note" else replace(before, reason=text))

    def shared(self, marker: str, is_shared: bool) -> "Typed":
        """With or without good practice."""
        return self._with(marker, replace(self.at(marker), good_practice=is_shared))

    def ticked(self, source: str, name: str, is_ticked: bool) -> "Typed":
        """With or without a tick of the advice grid."""
        tick = {(source, name)}
        return replace(self, ticks=self.ticks | tick if is_ticked else self.ticks - tick)

    def stated(self, section: str, state: str) -> "Typed":
        """With what a section holds, empty for not said."""
        others = {one: held for one, held in self.states.items() if one != section}
        return replace(self, states=others | ({section: state} if state else {}))

    def form_state(self) -> FormState:
        """What the audit form shows."""
        lacks: dict[str, list[Lack]] = {}
        for one in lacking(self.asked, self.plan, self._said()):
            lacks.setdefault(one.marker, []).append(one.lack)
        reasons = self.reasons
        shown = {
            marker.id: replace(
                self.at(marker.id), by_rule=reasons.get(marker.id, ""), lacks=tuple(lacks.get(marker.id, ()))
            )
            for marker in self.asked.asked.markers
        }
        return FormState(self.asked.asked, shown, self.ticks, self.states)

    def done(self) -> tuple[int, int]:
        """How many markers are done, of how many."""
        state = self.form_state()
        markers = self.asked.asked.markers
        return sum(state.at(marker.id).is_done for marker in markers), len(markers)

    def told(self) -> PlanSaid:
        """What is to be sealed. Raises AppError, with a problem for each marker, where evidence is not complete."""
        faults = [
            Problem(f"{marker}: {fault}", Place(column=marker))
            for marker, one in self.given.items()
            if (fault := evidence_fault(one.evidence))
        ]
        if faults:
            raise AppError(f"The scores of plan {self.plan.plan_ref} cannot be sealed yet.", faults)
        return self._said()

    def _said(self) -> PlanSaid:
        said = {marker: _said(one) for marker, one in self.given.items()}
        return PlanSaid(said, self.ticks, self.states)

    def _with(self, marker: str, given: Given) -> "Typed":
        return replace(self, given={**self.given, marker: given})


def evidence_fault(shown: EvidenceText | None) -> str:
    """What is wrong with evidence that was typed, in a sentence; empty where nothing is."""
    if shown is None:
        return ""
    if shown.on.strip() and written_day(shown.on) is None:
        return f"“{shown.on.strip()}” is not a date. Write it as day, month and year: 23/11/2026."
    try:
        _evidence(shown).value()
    except AppError as error:
        return error.message
    return ""


def _evidence(shown: EvidenceText) -> Evidence:
    day = written_day(shown.on) if shown.on.strip() else None
    return Evidence(shown.kind, shown.text, shown.where, shown.by, day)


def _said(one: Given) -> Said:
    """What one marker says; evidence that is not complete counts as none."""
    shown = one.evidence
    evidence = _evidence(shown) if shown is not None and not evidence_fault(shown) else None
    return Said(one.answer, evidence, one.cause, one.reason, one.note, one.good_practice)
