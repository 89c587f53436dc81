"""Saves what is given, a change at a time: what fails is tried again, what would cover another's words is compared."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from PySide6.QtCore import QObject, Signal

from audit_app.domain.problems import AppError
from audit_app.screens.audit.comparing import ChangedMeanwhile, Compared, Look, nothing_to_compare
from audit_app.session import Lent, Session
from audit_app.store.workspace import Workspace

Write = Callable[[Workspace], object]


class SavingShown(Protocol):
    """What is asked of the view."""

    def show_failure(self, words: str) -> None: ...
    def show_compared(self, compared: Sequence[Compared]) -> None: ...


@dataclass(frozen=True, slots=True)
class Unsaved:
    """A change that could not be saved: what it was, in words, how to try again, and the one value that it is about."""

    words: str
    act: Write
    look: Look
    about: str


class Saving(QObject):
    """`collided` tells at which marker and field somebody else wrote too; `decided` that the person chose there."""

    collided = Signal(str, str)
    decided = Signal(str, str)

    def __init__(self, session: Session, view: SavingShown, parent: QObject) -> None:
        super().__init__(parent)
        self._session, self._view = session, view
        self._unsaved: list[Unsaved] = []
        self._compared: dict[Compared, Unsaved] = {}
        session.returned.connect(self.retry)

    @property
    def unsaved(self) -> tuple[str, ...]:
        """What could not be saved, in words."""
        return tuple(one.words for one in self._unsaved)

    @property
    def waits(self) -> bool:
        """Whether what is not saved yet will be by itself, once work in the background is over."""
        return bool(self._unsaved) and self._session.is_lent

    @property
    def compared(self) -> tuple[Compared, ...]:
        """What was written by two and waits for the person to decide."""
        return tuple(self._compared)

    def save(self, words: str, act: Write, look: Look = nothing_to_compare, *, about: str = "") -> bool:
        """Save one change now; False where it could not be, and then it is kept and told.

        A later change `about` the same value takes the place of one that is kept.
        """
        one = Unsaved(words, act, look, about or words)
        self._unsaved = [other for other in self._unsaved if other.about != one.about]

        def checked(workspace: Workspace) -> object:
            look(workspace)
            return act(workspace)

        try:
            self._session.write(checked)
        except ChangedMeanwhile as error:
            self._compare(error, replace(one, look=error.look))
            return False
        except AppError as error:
            self._unsaved.append(one)
            self._tell(one, error)
            return False
        if not self._unsaved:
            self._view.show_failure("")
        return True

    def retry(self) -> None:
        """Try everything that was not saved again, in its order."""
        if not self._unsaved:
            return
        waiting, self._unsaved = self._unsaved, []
        self._view.show_failure("")
        for number, one in enumerate(waiting):
            if not self.save(one.words, one.act, one.look, about=one.about):
                self._unsaved += waiting[number + 1 :]
                return

    def keep_mine(self, compared: Compared) -> None:
        """The person has seen both and keeps their own; a third writing since is compared again."""
        mine = self._compared.pop(compared, None)
        if mine is not None and self.save(mine.words, mine.act, mine.look, about=mine.about):
            self.decided.emit(compared.marker, compared.field)
        self._view.show_compared(self.compared)

    def keep_theirs(self, compared: Compared) -> None:
        """What is there stays."""
        if self._compared.pop(compared, None) is not None:
            self.decided.emit(compared.marker, compared.field)
        self._view.show_compared(self.compared)

    def begin(self) -> None:
        """Another review is shown: what was not decided in the one before is kept as drafts there."""
        self._compared.clear()

    def forget(self) -> None:
        """Try nothing again."""
        self._unsaved.clear()
        self._compared.clear()
        self._view.show_failure("")

    def _compare(self, error: ChangedMeanwhile, mine: Unsaved) -> None:
        found = error.compared
        others = [one for one in self._compared if (one.marker, one.field) != (found.marker, found.field)]
        self._compared = {one: self._compared[one] for one in others} | {found: mine}
        self.collided.emit(found.marker, found.field)
        self._view.show_compared(self.compared)

    def _tell(self, one: Unsaved, error: AppError) -> None:
        if isinstance(error, Lent):
            self._view.show_failure(f"{one.words} is saved as soon as the work in the background is over.")
        else:
            self._view.show_failure(f"{one.words} was not saved. {error.message}")
