"""The follow-up rules on the screen: read as text, edited by those who may, or the shipped ones again."""

from typing import Final

from PySide6.QtCore import QObject

from audit_app.domain.follow_up_text import FollowUpError, read_follow_up
from audit_app.domain.people import Act, holds_right
from audit_app.domain.problems import AppError
from audit_app.screens.actions.view import ActionsView
from audit_app.services.actions.rules import drop_rules, keep_rules, rules_text
from audit_app.ui.choice import Choice, Weight
from audit_app.ui.screen import ScreenContext

TITLE: Final = "Follow-up rules"
_LINES: Final = 16
_OWN: Final = "These are rules of your own. Edit them, or go back to the ones that the app ships."


class ActionRuling(QObject):
    """Lives as long as the screen's presenter."""

    def __init__(self, parent: QObject, view: ActionsView, context: ScreenContext) -> None:
        super().__init__(parent)
        self._view, self._context = view, context
        view.rules_requested.connect(self.show)

    def show(self) -> None:
        """Show the rules; who may edits them."""
        session, dialogs = self._context.session, self._context.dialogs
        text, is_own = session.read(rules_text)
        if not (session.can_write and holds_right(session.workspace.person, Act.MANAGE_IMPROVEMENT)):
            dialogs.tell(TITLE, "By when an action is due, and who usually has it.", details=text)
            return
        if is_own:
            choices = [Choice("edit", "Edit them", Weight.MAIN), Choice("back", "The shipped ones"), _CANCEL]
            wanted = dialogs.choose(TITLE, _OWN, choices)
            if wanted == "back":
                self._write(None)
            if wanted != "edit":
                return
        asked = "By when an action is due, and who usually has it; what stands after a # explains it."
        made = dialogs.ask_text(TITLE, asked, text=text, yes="&Keep these rules", check=fault_in, lines=_LINES)
        if made is not None and made.strip() != text.strip():
            self._write(made)

    def _write(self, text: str | None) -> None:
        """Keep these rules, or with none the shipped ones."""
        try:
            if text is None:
                self._context.session.write(drop_rules)
            else:
                self._context.session.write(lambda workspace: keep_rules(workspace, text))
        except AppError as error:
            self._view.say(error.message)
            return
        self._context.notify("The follow-up rules were changed.")


def fault_in(text: str) -> str:
    """What is wrong with rules as they are typed, the first of it; empty where nothing is."""
    try:
        read_follow_up(text)
    except FollowUpError as error:
        return error.problems[0]
    return ""


_CANCEL: Final = Choice("cancel", "Cancel")
