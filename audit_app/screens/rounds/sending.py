"""The behaviour of making packs and sheets: where they go, and the six words told once; it seals nothing."""

from functools import partial

from PySide6.QtCore import QObject

from audit_app.screens.rounds.dialogs import CodeDialog
from audit_app.ui.pack_saving import Asked, Make, PackSaving, Sent
from audit_app.ui.screen import ScreenContext

_SHEETS = ("Excel workbook (*.xlsx)",)
_PACK = "It is sealed: nobody but the person it is for can open it. Send it as you like."
_SHEET = "The sheet is plain: send it by a way that your partnership trusts. It names plans by their reference alone."


class Sending(QObject):
    """Makes one file at a time, for one person."""

    def __init__(self, context: ScreenContext, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._saving = PackSaving(context, self)

    def send(self, name: str, make: Make) -> None:
        """Make a pack for somebody, as a file or into a shared folder."""
        asked = Asked(f"A pack for {name}", _PACK, name, f"Making the pack of {name}")
        self._saving.send(asked, make, partial(self._tell, name))

    def send_sheet(self, name: str, make: Make) -> None:
        """Make a scoring sheet for somebody, as a file."""
        asked = Asked(f"A scoring sheet for {name}", _SHEET, name, f"Making the sheet of {name}")
        self._saving.save(asked, make, partial(self._tell, name), suffix=".xlsx", kinds=_SHEETS)

    def _tell(self, name: str, sent: Sent) -> None:
        if not sent.made.code:
            self._context.notify(sent.words)
            return
        dialog = CodeDialog(name, sent.path.name, sent.made.code)
        self._context.dialogs.run(dialog)
        dialog.deleteLater()
