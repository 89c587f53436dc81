"""A box for a few sentences, and how many of the letters allowed stand in it; it keeps nothing."""

from PySide6.QtWidgets import QPlainTextEdit, QWidget

_ROWS, _BORDERS = 4, 16


class WordsBox(QPlainTextEdit):
    """Four rows high; Tab leads on."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTabChangesFocus(True)
        self.setFixedHeight(_ROWS * self.fontMetrics().lineSpacing() + _BORDERS)


def letters_told(letters: int, most: int) -> str:
    """“210 of 600 letters”, and that it is too many where it is."""
    return f"{letters} of {most} letters{'' if letters <= most else ', too many'}"
