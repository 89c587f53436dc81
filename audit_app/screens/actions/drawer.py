"""One action in the drawer: how it stands, what may be done next, fields, findings, checkpoints, the later sample."""

from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from audit_app.domain.actions import TOLD, Checkpoint, State, Step
from audit_app.domain.findings import KIND_WORDS
from audit_app.services.actions.listing import ActionDetail
from audit_app.services.actions.moved import Moved, figure_words, kept_comparison
from audit_app.services.actions.re_audits import ReAudit
from audit_app.services.actions.told import standing_words
from audit_app.store.read_actions import HeldFinding
from audit_app.ui.card import clear
from audit_app.ui.days import plain_day
from audit_app.ui.drawer import Drawer
from audit_app.ui.flow import FlowRow
from audit_app.ui.focus import tab_through
from audit_app.ui.pill import status_pill
from audit_app.ui.statuses import PILLS, status_words
from audit_app.ui.words import button, label, rule
from exports.causes import CAUSES
from exports.plain import one_line, shortened
from scoring.figures import AGENCY_NAMES

FINDINGS_SHOWN: Final = 12
"""How many findings are listed at once; the rest come with a button."""
_MOST_TITLE: Final = 120
_FIELDS: Final = (
    *("agency", "service", "team", "owner", "leader", "timescale", "success", "cause", "comments", "evidence"),
)


class ActionDrawer(Drawer):
    """Shows one action. Signals carry what was asked for; `finding_requested` a finding that is to be opened."""

    change_requested = Signal()
    report_requested = Signal(object)
    remove_checkpoint_requested = Signal(object)
    ask_requested = Signal()
    withdraw_requested = Signal()
    close_requested = Signal()
    abandon_requested = Signal()
    reopen_requested = Signal()
    finding_requested = Signal(object)
    detach_requested = Signal(object)
    split_requested = Signal(object)
    re_audit_requested = Signal(object)
    review_requested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: tuple[ActionDetail, date] | None = None
        self._every_finding = False

    def show_action(self, one: ActionDetail, today: date) -> None:
        """Show this action as it stands on a day."""
        if self._shown is None or self._shown[0].action.id != one.action.id:
            self._every_finding = False
        self._shown = (one, today)
        clear(self.body)
        for part in self._parts(one, today):
            self.body.addWidget(part)
        self.open_with(shortened(one_line(one.action.what), _MOST_TITLE))
        tab_through(self.body)

    def forget(self) -> None:
        """Show no action."""
        self._shown = None
        clear(self.body)
        self.title.clear()
        self.setAccessibleName("")
        self.hide()

    def _parts(self, one: ActionDetail, today: date) -> Iterator[QWidget]:
        action = one.action
        yield FlowRow(status_pill(PILLS[action.status], status_words(action.status)))
        yield label(f"{_capital(standing_words(action, today))}.", "strong")
        if action.due and action.is_open:
            yield label(f"Due {plain_day(action.due)}.")
        yield from self._steps(one)
        yield from self._buttons(one)
        yield from self._section("What it says")
        if len(one_line(action.what)) > _MOST_TITLE:
            yield label(action.what)
        for name in _FIELDS:
            if text := _text(one, name):
                yield label(f"{TOLD[name]}: {text}")
        opened = f"Opened on {plain_day(action.opened_on)} by {one.name_of(action.opened_by)}"
        yield label(f"{opened}{f', {action.source}' if action.source else ''}.", "soft")
        yield from self._section("How far it is")
        yield from self._checkpoints(one)
        if action.is_systemic:
            yield from self._section("Did it move?")
            yield from _moved_parts(one)
        yield from self._section(f"Findings ({len(one.findings)})")
        yield from self._findings(one)
        if one.re_audits:
            yield from self._section("Audited again")
            for again in one.re_audits:
                yield from self._re_audit(again)

    def _steps(self, one: ActionDetail) -> Iterator[QWidget]:
        """Who asked, closed or gave it up, when and why; and what is missing before anybody may ask."""
        action = one.action
        asked = action.asked if action.is_open else None
        for word, step in (("Closure asked for", asked), ("Closed", action.closed), ("Abandoned", action.abandoned)):
            if step is not None:
                yield label(_step_words(word, step, one))
        if action.state is State.OPEN and one.missing:
            yield label("Before it can be closed: " + " ".join(one.missing), "soft")

    def _buttons(self, one: ActionDetail) -> Iterator[QWidget]:
        found: list[QWidget] = []
        offers: tuple[tuple[bool, str, Callable[[], None]], ...] = (
            (one.next.close and one.may_close, "C&lose the action…", self.close_requested.emit),
            (one.next.ask and one.may_change and not one.missing, "As&k for closure", self.ask_requested.emit),
            (one.next.edit and one.may_change, "Report pro&gress…", partial(self.report_requested.emit, None)),
            (one.next.edit and one.may_change, "&Edit…", self.change_requested.emit),
            (one.next.close and one.may_change, "Do not close it yet", self.withdraw_requested.emit),
            (one.next.reopen and not one.action.is_open and one.may_change, "Reo&pen…", self.reopen_requested.emit),
            (one.next.abandon and one.may_change, "Aban&don…", self.abandon_requested.emit),
        )
        for is_offered, words, does in offers:
            if is_offered:
                found.append(button(words, does))
        if found:
            yield FlowRow(*found)

    def _checkpoints(self, one: ActionDetail) -> Iterator[QWidget]:
        if not one.checkpoints:
            yield label("Nobody has reported yet.", "soft")
        for checkpoint in reversed(one.checkpoints):
            yield from self._checkpoint(checkpoint, may_change=one.next.edit and one.may_change)

    def _checkpoint(self, one: Checkpoint, *, may_change: bool) -> Iterator[QWidget]:
        day = plain_day(one.on.isoformat())
        yield status_pill(PILLS[one.status], f"{status_words(one.status)}, {day}")
        for text in filter(None, (one.comment, f"Evidence: {one.evidence}" if one.evidence else "")):
            yield label(text)
        if may_change:
            change = button("Change…", partial(self.report_requested.emit, one), weight="quiet", name=f"Change {day}")
            remove = partial(self.remove_checkpoint_requested.emit, one)
            gone = button("Take away", remove, weight="quiet", name=f"Take away {day}")
            yield FlowRow(change, gone)

    def _findings(self, one: ActionDetail) -> Iterator[QWidget]:
        most = len(one.findings) if self._every_finding else FINDINGS_SHOWN
        for held in one.findings[:most]:
            yield from self._finding(held, one)
        if len(one.findings) > most:
            yield button(f"Show all {len(one.findings):,} findings", self._show_every, weight="quiet")

    def _finding(self, held: HeldFinding, one: ActionDetail) -> Iterator[QWidget]:
        kind = KIND_WORDS[held.finding.kind]
        where = ", ".join(part for part in (held.plan_ref, held.finding.marker, plain_day(held.audit_on)) if part)
        yield label(f"{kind}: {where}" if where else kind, "strong")
        yield label(held.finding.words)
        found: list[QWidget] = []
        if held.plan_ref:
            words = "Open the audit" if held.audit_on else "Open the plan"
            name = f"{words} of {held.plan_ref}, {held.finding.marker}".removesuffix(", ")
            found.append(button(words, partial(self.finding_requested.emit, held), weight="quiet", name=name))
            if one.may_change and held.audit_on:
                again = partial(self.re_audit_requested.emit, held)
                found.append(button("Audit again", again, weight="quiet", name=f"Audit {held.plan_ref} again"))
        if one.next.edit and one.may_change and len(one.findings) > 1:
            of = held.plan_ref or held.finding.marker or kind
            split, gone = partial(self.split_requested.emit, held), partial(self.detach_requested.emit, held)
            found.append(button("Split off", split, weight="quiet", name=f"Split off {of}"))
            found.append(button("Take away", gone, weight="quiet", name=f"Take away the finding of {of}"))
        if found:
            yield FlowRow(*found)

    def _re_audit(self, one: ReAudit) -> Iterator[QWidget]:
        yield label(f"{one.plan_ref}, {plain_day(one.on)}", "strong")
        yield label(one.sentence)
        show = partial(self.review_requested.emit, one.review_id)
        yield button("Open the re-audit", show, weight="quiet", name=f"Open the re-audit of {one.plan_ref}")

    def _show_every(self) -> None:
        if self._shown is not None:
            self._every_finding = True
            self.show_action(*self._shown)

    def _section(self, title: str) -> Iterator[QWidget]:
        yield rule()
        yield label(title, "cardTitle")


def _moved_parts(one: ActionDetail) -> Iterator[QWidget]:
    """The figure before and after: as it was kept where the action is closed, else as it stands today."""
    kept = one.action.sample
    if kept is not None:
        (before, of_before), (now, of_now) = kept.before, kept.after
        yield label(figure_words(kept.figure), "strong")
        yield label(f"{before} of {of_before} before, {now} of {of_now} in the later sample.")
        yield label(kept_comparison(kept).sentence)
        return
    if one.moved is None:
        yield label("No figure is chosen that has to move. Choose one under Edit.", "soft")
        return
    yield from _moved_now(one.moved)


def _moved_now(moved: Moved) -> Iterator[QWidget]:
    comparison = moved.comparison
    yield label(moved.label, "strong")
    spans = ((moved.before_days, comparison.before, "before"), (moved.after_days, comparison.now, "since"))
    for (first, last), (count, of), word in spans:
        days = f"{plain_day(first.isoformat())} to {plain_day(last.isoformat())}"
        yield label(f"{count} of {of} {word} ({days})")
    yield label(moved.sentence)


def _text(one: ActionDetail, name: str) -> str:
    text = str(getattr(one.action, name))
    if name == "agency":
        return AGENCY_NAMES.get(text, text)
    return CAUSES.get(text, text) if name == "cause" else text


def _step_words(word: str, step: Step, one: ActionDetail) -> str:
    said = f"{word} on {plain_day(step.on)} by {one.name_of(step.by)}."
    return f"{said} {step.why}" if step.why else said


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
