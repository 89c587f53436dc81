"""What opens at the right of the form: what is missing, what was recovered, what two people wrote, a notice."""

from collections.abc import Callable, Sequence
from enum import Enum
from typing import TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QWidget

from audit_app.screens.audit.comparing import Compared, field_words
from audit_app.screens.audit.drafting import Recovered
from audit_app.screens.audit.notice import TITLE, Notice
from audit_app.ui.card import clear
from audit_app.ui.drawer import Drawer
from audit_app.ui.icons import Icon
from audit_app.ui.theme import measures
from audit_app.ui.words import button, label, rule
from forms.model import Missing
from forms.widgets import LACK_WORDS

T = TypeVar("T")


class Shown(Enum):
    """What the panel shows."""

    NOTHING = "nothing"
    MISSING = "missing"
    RECOVERED = "recovered"
    COMPARED = "compared"
    NOTICE = "notice"


class SidePanel(Drawer):
    """One list at a time; an empty one closes it. `lines` are its buttons, in their order.

    `marker_chosen` carries a marker that a line leads to; the others what a line is about.
    """

    marker_chosen = Signal(str)
    restore_requested = Signal(object)
    discard_requested = Signal(object)
    mine_requested = Signal(object)
    theirs_requested = Signal(object)
    copy_requested = Signal()
    most_scale = 1.12

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lines: list[QPushButton] = []
        self.recovered: tuple[Recovered, ...] = ()
        self.shown = Shown.NOTHING
        self.closed.connect(self.forget)

    def show_missing(self, lacking: Sequence[Missing]) -> None:
        """What submission still demands; a line leads to its marker."""
        if not self._begin(Shown.MISSING, is_empty=not lacking):
            return
        count = len(lacking)
        verb = "thing is" if count == 1 else "things are"
        self.body.addWidget(label(f"{count} {verb} missing before the review can be submitted.", "soft"))
        for marker in dict.fromkeys(one.marker for one in lacking):
            here = [one for one in lacking if one.marker == marker]
            words = f"{marker}   {', '.join(LACK_WORDS[one.lack] for one in here)}"
            name = " ".join(one.words for one in here)
            self._add(button(words, _calling(self.marker_chosen.emit, marker), weight="tile", name=name))
        self.open_with("Still missing")

    def show_recovered(self, found: Sequence[Recovered]) -> None:
        """What was typed and never saved, field by field with its time."""
        if not self._begin(Shown.RECOVERED, is_empty=not found):
            return
        self.recovered = tuple(found)
        self.body.addWidget(
            label("The app ended before these texts were saved. Put each back into its field, or discard it.", "soft")
        )
        for one in found:
            self._add_recovered(one)
        self.open_with("Recovered texts")

    def show_compared(self, compared: Sequence[Compared]) -> None:
        """What was written elsewhere while the person wrote there too, both in full."""
        if not self._begin(Shown.COMPARED, is_empty=not compared):
            return
        self.body.addWidget(
            label("This was changed elsewhere meanwhile, so nothing was saved over it. Choose which to keep.", "soft")
        )
        for one in compared:
            name = f"{one.marker} {field_words(one.field).lower()}"
            self.body.addWidget(rule())
            self.body.addWidget(label(f"{one.marker} · {field_words(one.field)}", "strong"))
            self._add_version("There now", one.now)
            self._add_version("Yours", one.mine)
            theirs = _calling(self.theirs_requested.emit, one)
            self._add_pair(
                button("Keep yours", _calling(self.mine_requested.emit, one), name=f"Keep your {name}"),
                button("Keep what is there", theirs, weight="quiet", name=f"Keep the {name} there"),
            )
        self.open_with("Changed meanwhile")

    def show_notice(self, notice: Notice) -> None:
        """What goes to the data protection officer today."""
        self._begin(Shown.NOTICE, is_empty=False)
        self.body.addWidget(label("To the data protection officer, today. Nothing is sent from here.", "soft"))
        self.body.addWidget(rule())
        for name, value in notice.found:
            self._add_version(name, value)
        self._add_version("Today", notice.today)
        self.body.addWidget(label("No details of a child are in this notice.", "caption"))
        self._add_pair(button("Copy the notice", self.copy_requested.emit, icon=Icon.COPY))
        self.open_with(TITLE)

    def take_focus(self) -> None:
        """The keys go to the first line."""
        if self.lines:
            self.lines[0].setFocus(Qt.FocusReason.TabFocusReason)

    def forget(self) -> None:
        """Take every line away."""
        clear(self.body)
        self.lines.clear()
        self.recovered = ()
        self.shown = Shown.NOTHING

    def _begin(self, shown: Shown, *, is_empty: bool) -> bool:
        self.forget()
        if is_empty:
            self.shut()
            return False
        self.shown = shown
        return True

    def _add_version(self, title: str, words: str) -> None:
        self.body.addWidget(label(title, "caption"))
        self.body.addWidget(label(words))

    def _add_recovered(self, one: Recovered) -> None:
        name = f"{one.marker} {field_words(one.field).lower()}"
        self.body.addWidget(rule())
        self.body.addWidget(label(f"{one.marker} · {field_words(one.field)} · {one.when}", "strong"))
        self.body.addWidget(label(one.words or "(nothing but the kind)"))
        if one.held:
            self._add_version("Saved there now", one.held)
        discard = _calling(self._discard, one)
        self._add_pair(
            button("Put back", _calling(self._restore, one), name=f"Put {name} back"),
            button("Discard", discard, weight="quiet", name=f"Discard {name}"),
        )

    def _restore(self, one: Recovered) -> None:
        self.show_recovered([other for other in self.recovered if other is not one])
        self.restore_requested.emit(one)

    def _discard(self, one: Recovered) -> None:
        self.show_recovered([other for other in self.recovered if other is not one])
        self.discard_requested.emit(one)

    def _add_pair(self, *buttons: QPushButton) -> None:
        row = QHBoxLayout()
        row.setSpacing(measures().spacing[1])
        for made in buttons:
            row.addWidget(made)
            self.lines.append(made)
        row.addStretch(1)
        self.body.addLayout(row)

    def _add(self, line: QPushButton) -> None:
        line.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)  # never wider than the panel
        self.lines.append(line)
        self.body.addWidget(line)


def _calling(act: Callable[[T], object], value: T) -> Callable[[], object]:
    return lambda: act(value)
