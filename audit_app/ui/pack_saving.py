"""Where a pack goes that somebody makes: a file, or a folder that machines share; it seals nothing itself."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject

from audit_app.domain.problems import AppError
from audit_app.exchange.pack import SUFFIX
from audit_app.files import write_whole
from audit_app.services.rounds.outgoing import Outgoing
from audit_app.services.shared_folder import last_place, put
from audit_app.store.workspace import Workspace
from audit_app.ui.dialogs import Choice, Weight
from audit_app.ui.screen import ScreenContext

Make = Callable[[Workspace], Outgoing]
PACKS = (f"Sealed pack (*{SUFFIX})",)
_WAYS = (
    Choice("file", "Save it as a file…", Weight.MAIN),
    Choice("folder", "Put it into a shared folder…"),
    Choice("", "Cancel"),
)


@dataclass(frozen=True, slots=True)
class Sent:
    """What was made, where it lies, and what to do with it in words."""

    made: Outgoing
    path: Path
    words: str


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked before: a title, what the pack is, who it is for (“the chair”), what the window's bar says."""

    title: str
    text: str
    whom: str
    words: str


class PackSaving(QObject):
    """Asks where to before a pack is made: who turns away has sent nothing."""

    def __init__(self, context: ScreenContext, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context

    def send(self, asked: Asked, make: Make, then: Callable[[Sent], None]) -> None:
        """Make a pack and save it, `then` with what came of it; nothing where the person turned away or it failed."""
        way = self._context.dialogs.choose(asked.title, asked.text, _WAYS)
        if way == "folder":
            self._into_folder(asked, make, then)
        elif way == "file":
            self.save(asked, make, then)

    def save(
        self,
        asked: Asked,
        make: Make,
        then: Callable[[Sent], None],
        *,
        suffix: str = SUFFIX,
        kinds: tuple[str, ...] = PACKS,
    ) -> None:
        """The same as a file, under a name that says nothing unless the person gives one."""
        context = self._context
        usual = context.policy.usual_export(Path.home()) / f"{context.clock():%Y%m%d-%H%M%S}{suffix}"
        path = context.dialogs.save_file(asked.title, usual, kinds)
        if path is None:
            return

        def write(made: Outgoing) -> None:
            if self._written(path, made.data):
                words = f"It is in {path}. Send it to {asked.whom} by e-mail, memory stick or shared folder."
                then(Sent(made, path, words))

        self._make(asked, path, make, write)

    def _into_folder(self, asked: Asked, make: Make, then: Callable[[Sent], None]) -> None:
        place = self._context.dialogs.choose_folder(asked.title, self._context.session.read(last_place))
        if place is None:
            return

        def drop(made: Outgoing) -> None:
            try:
                path = self._context.session.write(lambda workspace: put(workspace, place, made))
            except AppError as error:
                self._fail(error)
            else:
                words = f"It is in {path.parent}, as {path.name}. Whoever it is for finds it there."
                then(Sent(made, path, words))

        self._make(asked, place, make, drop)

    def _make(self, asked: Asked, place: Path, make: Make, then: Callable[[Outgoing], None]) -> None:
        try:
            self._context.policy.demand_export(place)
            self._context.write(
                lambda workspace, _progress: make(workspace), on_success=then, on_failure=self._fail, words=asked.words
            )
        except AppError as error:
            self._fail(error)

    def _written(self, path: Path, data: bytes) -> bool:
        while True:
            try:
                write_whole(path, data)
            except AppError as error:
                if not self._context.dialogs.fail("The pack was not saved", error, retry=True):
                    return False
            else:
                return True

    def _fail(self, error: AppError) -> None:
        self._context.dialogs.fail("It was not sent", error)
