"""Where what a member or keyholder sends goes: a file, or a folder that machines share."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject

from audit_app.domain.problems import AppError
from audit_app.exchange.pack import SUFFIX
from audit_app.files import write_whole
from audit_app.services.member.shared_folder import last_place, put
from audit_app.services.rounds.outgoing import Outgoing
from audit_app.store.workspace import Workspace
from audit_app.ui.dialogs import Choice, Weight
from audit_app.ui.screen import ScreenContext

Make = Callable[[Workspace], Outgoing]
KINDS = (f"Sealed pack (*{SUFFIX})",)
_WAYS = (
    Choice("file", "Save it as a file…", Weight.MAIN),
    Choice("folder", "Put it into a shared folder…"),
    Choice("", "Cancel"),
)


class Saving(QObject):
    """Asks where to before a pack is made: who turns away has sent nothing."""

    def __init__(self, context: ScreenContext, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context

    def send(self, title: str, text: str, make: Make) -> str:
        """Make a pack and save it; returns where it is in words, empty where the person turned away or it failed."""
        way = self._context.dialogs.choose(title, text, _WAYS)
        try:
            if way == "folder":
                return self._into_folder(title, make)
            return self._as_file(title, make) if way == "file" else ""
        except AppError as error:
            self._context.dialogs.fail("It was not sent", error)
            return ""

    def _as_file(self, title: str, make: Make) -> str:
        context, name = self._context, context_name(self._context)
        path = context.dialogs.save_file(title, context.policy.usual_export(Path.home()) / name, KINDS)
        if path is None:
            return ""
        context.policy.demand_export(path)
        made = context.session.write(make)
        while True:
            try:
                write_whole(path, made.data)
            except AppError as error:
                if not context.dialogs.fail("The pack was not saved", error, retry=True):
                    return ""
            else:
                return f"It is in {path}. Send it to the chair by e-mail, memory stick or shared folder."

    def _into_folder(self, title: str, make: Make) -> str:
        context = self._context
        place = context.dialogs.choose_folder(title, context.session.read(last_place))
        if place is None:
            return ""
        context.policy.demand_export(place)
        made = context.session.write(make)
        path = context.session.write(lambda workspace: put(workspace, place, made))
        return f"It is in {path.parent}, as {path.name}. The chair's computer finds it there."


def context_name(context: ScreenContext) -> str:
    """A file name that says nothing of round, person or plan."""
    return f"{context.clock():%Y%m%d-%H%M%S}{SUFFIX}"
