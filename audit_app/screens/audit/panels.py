"""What opens at the right of the form: what is missing, what was recovered, what two people wrote in one place."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QWidget

from audit_app.screens.audit.comparing import Compared, field_words
from audit_app.screens.audit.drafting import Recovered
from audit_app.ui.card import clear
from audit_app.ui.drawer import Drawer
from audit_app.ui.theme import measures
from audit_app.ui.words import button, label, rule
from forms.model import Missing
from forms.widgets import LACK_WORDS

T = TypeVar("T")


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

    def show_compared(
        self,
        compared: Sequence[Compared],
        on_mine: Callable[[Compared], object],
        on_theirs: Callable[[Compared], object],
    ) -> None:
        """What was written elsewhere while the person wrote there too, both in full."""
        self._begin()
        self.body.addWidget(
            label("This was changed elsewhere meanwhile, so nothing was saved over it. Choose which to keep.", "soft")
        )
        for one in compared:
            name = f"{one.marker} {field_words(one.field).lower()}"
            self.body.addWidget(rule())
            self.body.addWidget(label(f"{one.marker} · {field_words(one.field)}", "strong"))
            self._add_version("There now", one.now)
            self._add_version("Yours", one.mine)
            self._add_pair(
                button("Keep yours", _calling(on_mine, one), name=f"Keep your {name}"),
                button("Keep what is there", _calling(on_theirs, one), weight="quiet", name=f"Keep the {name} there"),
            )
        self.open_with("Changed meanwhile")

    def forget(self) -> None:
        """Take every line away."""
        self._begin()

    def _add_version(self, title: str, words: str) -> None:
        self.body.addWidget(label(title, "caption"))
        self.body.addWidget(label(words))

    def _add_recovered(
        self,
        one: Recovered,
        on_restore: Callable[[Recovered], object],
        on_discard: Callable[[Recovered], object],
    ) -> None:
        name = f"{one.marker} {field_words(one.field).lower()}"
        self.body.addWidget(rule())
        self.body.addWidget(label(f"{one.marker} · {field_words(one.field)} · {one.when}", "strong"))
        self.body.addWidget(label(one.words or "(nothing but the kind)"))
        if one.held:
            self._add_version("Saved there now", one.held)
        self._add_pair(
            button("Put back", _calling(on_restore, one), name=f"Put {name} back"),
            button("Discard", _calling(on_discard, one), weight="quiet", name=f"Discard {name}"),
        )

    def _add_pair(self, *buttons: QPushButton) -> None:
        row = QHBoxLayout()
        row.setSpacing(measures().spacing[1])
        for made in buttons:
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
