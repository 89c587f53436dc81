"""The behaviour of the page of the country: the published table taken in, the area and its neighbours chosen."""

from PySide6.QtCore import QObject

from audit_app.domain.problems import AppError
from audit_app.screens.timeliness.country_dialog import CountryDialog
from audit_app.screens.timeliness.country_page import CountryPage
from audit_app.services.timeliness.comparisons import (
    ComparisonImported,
    areas,
    choose_area,
    choose_neighbours,
    chosen,
    import_comparison,
)
from audit_app.store.workspace import Workspace
from audit_app.ui.screen import ScreenContext

_KINDS = ("Published table (*.csv)",)


class Country(QObject):
    """Follows the wishes of its page; what is saved is counted anew by the screen."""

    def __init__(self, page: CountryPage, context: ScreenContext, parent: QObject) -> None:
        super().__init__(parent)
        self._page, self._context = page, context
        page.import_requested.connect(self.take_table)
        page.choose_requested.connect(self.choose)

    def take_table(self) -> None:
        """Take the published table in, then ask which area this is where that is not known."""
        path = self._context.dialogs.open_file("Choose the published table", _KINDS)
        if path is None:
            return
        try:
            taken = self._context.session.write(lambda workspace: import_comparison(workspace, path))
            known = self._context.session.read(chosen)
        except AppError as error:
            self._context.dialogs.fail("The table was not imported", error)
            return
        self._context.notify(_said(taken))
        if known.area is None:
            self.choose()

    def choose(self) -> None:
        """Ask which area this is and whom to compare it with, and keep that as one change of each."""
        try:
            places, known = self._context.session.read(lambda workspace: (areas(workspace), chosen(workspace)))
        except AppError as error:
            self._context.dialogs.fail("The areas cannot be read", error)
            return
        dialog = CountryDialog(places, known, self._page.window())
        if self._context.dialogs.run(dialog):
            self._keep(dialog.area, dialog.neighbours)
        dialog.deleteLater()

    def _keep(self, area: str, neighbours: tuple[str, ...]) -> None:
        def write(workspace: Workspace) -> None:
            choose_area(workspace, area)
            choose_neighbours(workspace, neighbours)

        try:
            self._context.session.write(write)
        except AppError as error:
            self._context.dialogs.fail("The area was not kept", error)


def _said(taken: ComparisonImported) -> str:
    if not taken.changes:
        return f"{taken.file} was imported before. Nothing changed."
    return f"{taken.areas} areas, {taken.years[0]} to {taken.years[-1]}, were imported from {taken.file}."
