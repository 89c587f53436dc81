"""The open workspace, or none, with signals: every write passes here, is told to all, and can be undone by words."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from PySide6.QtCore import QObject, Signal

from audit_app.domain.problems import AppError
from audit_app.store.log.chain import heads
from audit_app.store.log.undo import undo
from audit_app.store.opening import key_file_of
from audit_app.store.read_exchange import kinds_since
from audit_app.store.read_session import MadeChange, changes_after
from audit_app.store.second_connection import SecondConnection, storage_faults
from audit_app.store.workspace import Workspace

Clock = Callable[[], datetime]
T = TypeVar("T")

EVERYTHING = frozenset({"everything"})
"""The kinds of `changed` where it is not known what moved: read all of it anew."""


class Locked(AppError):
    """No workspace is open."""

    def __init__(self) -> None:
        super().__init__("The workspace is locked, so nothing was done. Unlock it and try again.")


class Lent(AppError):
    """A long piece of work is writing; nobody else may meanwhile."""

    def __init__(self) -> None:
        super().__init__("A long piece of work is being saved, so this was not. Wait until it is done, or stop it.")


@dataclass(frozen=True, slots=True)
class Step:
    """What one undo takes back: the changes of one `write`, by their places in the chain, and its words."""

    label: str
    seqs: tuple[int, ...]


class Session(QObject):
    """Holds one open `Workspace`, or none; lives on the window's thread.

    `changed` carries a frozenset of kinds ("entry", "draw", "audit", "review", "score" …), `saved` the local time as
    14:02, `undo_changed` nothing: ask `undo_words` and `redo_words`. `returned` tells that work in the background no
    longer keeps anybody from saving.
    """

    opened = Signal()
    locked = Signal()
    changed = Signal(object)
    saved = Signal(str)
    undo_changed = Signal()
    returned = Signal()

    def __init__(self, clock: Clock, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._clock = clock
        self._workspace: Workspace | None = None
        self._loan: SecondConnection | None = None
        self._undo: list[Step] = []
        self._redo: list[Step] = []
        self._unnoted: list[tuple[str, str]] = []
        self._seen = ("", 0)
        self._held: dict[str, int] = {}

    @property
    def is_open(self) -> bool:
        """Whether a workspace is open."""
        return self._workspace is not None

    @property
    def is_lent(self) -> bool:
        """Whether work in the background is writing at this moment."""
        return self._loan is not None

    @property
    def workspace(self) -> Workspace:
        """The open workspace, for reading; raises Locked. Do not keep it: ask again each time."""
        if self._workspace is None:
            raise Locked
        return self._workspace

    @property
    def can_write(self) -> bool:
        """Whether anything could be saved now."""
        return self._workspace is not None and self._workspace.can_write and self._loan is None

    @property
    def undo_words(self) -> str:
        """What Ctrl+Z would take back, empty where there is nothing."""
        return self._undo[-1].label if self._undo else ""

    @property
    def redo_words(self) -> str:
        """What would be restored again, empty where there is nothing."""
        return self._redo[-1].label if self._redo else ""

    def open(self, workspace: Workspace) -> None:
        """Take over an open workspace; one that was open is closed first."""
        self.lock()
        self._workspace = workspace
        self._seen = self._place()
        self.opened.emit()

    def replace(self, workspace: Workspace) -> None:
        """Go on with the same workspace opened anew, as removing a person returns it; undo begins anew."""
        self._workspace = workspace
        self._forget_undo()
        self._seen = self._place()
        self.changed.emit(EVERYTHING)

    def lock(self, why: str = "lock") -> None:
        """Close the workspace and forget its keys and what could be undone; nothing to do where none is open.

        Those who hear `locked` drop what they have read. A write in the background must be over before this.
        """
        if self._workspace is None:
            return
        workspace, self._workspace = self._workspace, None
        self._loan = None
        self._forget_undo()
        self.locked.emit()
        with suppress(AppError):
            self._note_what_waits(workspace)
        self._unnoted.clear()
        workspace.close(why)

    def read(self, ask: Callable[[Workspace], T]) -> T:
        """What a reading service answers; damage that shows while reading is an AppError."""
        with storage_faults():
            return ask(self.workspace)

    def write(self, act: Callable[[Workspace], T]) -> T:
        """Run a service that writes; then tell what moved, that it is saved, and remember it for undo.

        Raises what the service raises, Locked and Lent. What a failed service did save is told too.
        """
        workspace = self.workspace
        if self._loan is not None:
            raise Lent
        try:
            with storage_faults():
                return act(workspace)
        finally:
            self.wrote()

    def note_access(self, act: str, thing: str) -> None:
        """Note in the access log that the person read, exported or printed this.

        While work in the background writes it waits for the end of that, or of the session, so that the window does
        not. Raises AppError where it could not be kept.
        """
        self._unnoted.append((act, thing))
        if self._loan is None:
            self._note_what_waits(self.workspace)

    def wrote(self, label: str = "") -> None:
        """Tell what was saved since the last time; `label` names the undo step where it is several changes."""
        made = self._new_changes()
        if not made:
            return
        steps = tuple(change.seq for change in made if change.is_undoable)
        if steps:
            self._undo.append(Step(label or made[-1].label, steps))
        self._redo.clear()
        self._tell(made)

    def undo(self) -> str:
        """Take back the last step; returns its words. Raises CannotUndo with the reason, and then forgets the step."""
        return self._take_back(self._undo, self._redo)

    def redo(self) -> str:
        """Restore what was taken back last; returns its words. Raises CannotUndo with the reason."""
        return self._take_back(self._redo, self._undo)

    def reader(self) -> SecondConnection:
        """For work in the background: `with reader.reading() as workspace` there."""
        return SecondConnection.of(self.workspace)

    def lend(self) -> SecondConnection:
        """For work in the background that writes; until `take_back` nothing else is saved. Raises Lent, ReadingOnly."""
        if self._loan is not None:
            raise Lent
        self._loan = SecondConnection.of(self.workspace, writing=True)
        self._held = heads(self.workspace.conn)
        return self._loan

    def take_back(self, loan: SecondConnection, writer: str | None) -> None:
        """The work in the background is over; `writer` is the chain that it wrote, None where it wrote nothing.

        A loan of a workspace that was closed meanwhile is passed over.
        """
        if loan is not self._loan or self._workspace is None:
            return
        self._loan = None
        try:
            self._go_on_after(writer)
        finally:
            with suppress(AppError):  # kept for the next time
                self._note_what_waits(self._workspace)
            self.returned.emit()

    def _go_on_after(self, writer: str | None) -> None:
        workspace = self._workspace
        if workspace is None:
            return
        came = kinds_since(workspace.conn, self._held, but=writer)
        self._go_on_with(writer)
        if came:  # changes of others, which the work took in
            workspace.door.people_changed()
            self.changed.emit(came)

    def _go_on_with(self, writer: str | None) -> None:
        if writer is None or self._workspace is None:
            return
        self._workspace.key_file = key_file_of(self._workspace.folder)  # the work may have added a person
        self._workspace.door.go_on_with(writer)
        made = self._new_changes()
        if made:
            self._forget_undo()  # a long change is taken back by its own means, and what lay before it is behind it
            self._tell(made)

    def _note_what_waits(self, workspace: Workspace) -> None:
        while self._unnoted:
            act, thing = self._unnoted[0]
            workspace.note_access(act, thing)
            del self._unnoted[0]

    def _take_back(self, source: list[Step], target: list[Step]) -> str:
        workspace = self.workspace
        if self._loan is not None:
            raise Lent
        if not source:
            return ""
        step = source.pop()
        began = workspace.session_began
        taken: list[int] = []
        try:
            with storage_faults():
                for seq in reversed(step.seqs):
                    undone = undo(workspace.conn, workspace.door, seq, session_began=began)
                    taken.append(undone.link.seq)
        finally:
            if taken:
                target.append(Step(step.label, tuple(taken)))
            self._tell(self._new_changes())
        return step.label

    def _tell(self, made: tuple[MadeChange, ...]) -> None:
        self.undo_changed.emit()
        if made:
            self.changed.emit(frozenset().union(*(change.kinds for change in made)))
            self.saved.emit(f"{self._clock().astimezone():%H:%M}")

    def _new_changes(self) -> tuple[MadeChange, ...]:
        if self._workspace is None:
            return ()
        writer, seq = self._place()
        seen = self._seen[1] if writer == self._seen[0] else 0
        self._seen = (writer, seq)
        return changes_after(self._workspace.conn, writer, seen) if seq > seen else ()

    def _place(self) -> tuple[str, int]:
        if self._workspace is None or not self._workspace.can_write:
            return ("", 0)
        tip = self._workspace.door.tip
        return (tip.writer, tip.seq) if tip is not None else ("", 0)

    def _forget_undo(self) -> None:
        self._undo.clear()
        self._redo.clear()
        self.undo_changed.emit()
