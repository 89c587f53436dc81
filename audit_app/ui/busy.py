"""The bar of work whose end is not known yet; it stands still where the system is asked for no motion."""

from PySide6.QtWidgets import QProgressBar, QStyle, QWidget


class BusyBar(QProgressBar):
    """A progress bar that keeps to the system's setting: `setRange(0, 0)` is then a full bar; words say the rest."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextVisible(False)

    def setRange(self, minimum: int, maximum: int) -> None:  # noqa: N802 - the name by which it is called everywhere
        is_endless = minimum == maximum == 0
        if is_endless and is_motion_reduced(self):
            super().setRange(0, 1)
            self.setValue(1)
        else:
            super().setRange(minimum, maximum)


def is_motion_reduced(widget: QWidget) -> bool:
    """Whether the person asked the system not to animate what is on the screen."""
    return widget.style().styleHint(QStyle.StyleHint.SH_Widget_Animation_Duration, None, widget) == 0
