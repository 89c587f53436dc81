"""What opens at the right of the form: what is missing, and what was recovered; each line leads to its marker."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QWidget

from audit_app.screens.audit.drafting import Recovered
from audit_app.ui.card import clear
from audit_app.ui.drawer import Drawer
from audit_app.ui.theme import measures
from audit_app.ui.words import button, label, rule
from forms.model import Missing
from forms.widgets import LACK_WORDS

T = TypeVar("T")
_FIELDS = {"note": "Note", "reason": "Reason", "evidence": "Evidence"}


class SidePanel(Drawer):
    """One list at a time."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lines: list[QPushButton] = []

    def show_missing(self, lacking: Sequence[Missing], on_click: Callable[[str], object]) -> None:
        """What submission still demands; a line leads to its marker."""
        self._begin()
        count = len(lacking)
        self.body.addWidget(
            label(
                f"{count} thing{' is' if count == 1 else 's are'} missing before the review can be submitted.", "soft"
            )
        )
        for marker in dict.fromkeys(one.marker for one in lacking):
            here = [one for one in lacking if one.marker == marker]
            words = f"{marker}   {', '.join(LACK_WORDS[one.lack] for one in here)}"
            name = " ".join(one.words for one in here)
            self._add(button(words, _calling(on_click, marker), weight="tile", name=name))
        self.open_with("Still missing")

    def show_recovered(
        self,
        found: Sequence[Recovered],
        on_restore: Callable[[Recovered], object],
        on_discard: Callable[[Recovered], object],
    ) -> None:
        """What was typed and never saved, field by field with its time."""
        self._begin()
        self.body.addWidget(
            label("The app ended before these texts were saved. Put each back into its field, or discard it.", "soft")
        )
        for one in found:
            self._add_recovered(one, on_restore, on_discard)
        self.open_with("Recovered texts")

    def forget(self) -> None:
        """Take every line away."""
        self._begin()

    def _add_recovered(
        self,
        one: Recovered,
        on_restore: Callable[[Recovered], object],
        on_discard: Callable[[Recovered], object],
    ) -> None:
        name = f"{one.marker} {_FIELDS.get(one.field, one.field).lower()}"
        self.body.addWidget(rule())
        self.body.addWidget(label(f"{one.marker} · {_FIELDS.get(one.field, one.field)} · {one.when}", "strong"))
        self.body.addWidget(label(one.words or "(nothing but the kind)"))
        row = QHBoxLayout()
        row.setSpacing(measures().spacing[1])
        restore = button("Put back", _calling(on_restore, one), name=f"Put {name} back")
        discard = button("Discard", _calling(on_discard, one), weight="quiet", name=f"Discard {name}")
        for made in (restore, discard):
            row.addWidget(made)
            self.lines.append(made)
        row.addStretch(1)
        self.body.addLayout(row)

    def _begin(self) -> None:
        clear(self.body)
        self.lines.clear()

    def _add(self, line: QPushButton) -> None:
        line.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)  # never wider than the panel
        self.lines.append(line)
        self.body.addWidget(line)


def _calling(act: Callable[[T], object], value: T) -> Callable[[], object]:
    return lambda: act(value)
