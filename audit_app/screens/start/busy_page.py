"""The page that shows how far long work is, with the way to stop it."""

from audit_app.screens.start.page import StartPage
from audit_app.ui.busy import BusyBar
from audit_app.ui.words import button, label


class BusyPage(StartPage):
    """Shows progress; `stop` is the button that ends it."""

    def __init__(self) -> None:
        super().__init__("One moment")
        self.said = label("", "soft")
        self.bar = BusyBar()
        self.bar.setRange(0, 0)
        self.bar.setAccessibleName("How far it is")
        self.body.addWidget(self.said)
        self.body.addWidget(self.bar)
        self.stop = button("&Stop")
        self.set_foot(self.stop)

    def begin(self, title: str, said: str, *, can_stop: bool = True) -> None:
        """Show what goes on."""
        self.title.setText(title)
        self.said.setText(said)
        self.bar.setRange(0, 0)
        self.stop.setVisible(can_stop)

    def show_progress(self, done: int, total: int) -> None:
        """So much is done."""
        self.bar.setRange(0, max(total, 1))
        self.bar.setValue(done)
