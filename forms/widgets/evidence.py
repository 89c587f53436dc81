"""What stands behind a score: one of four kinds, each with its own fields; it judges nothing."""

from collections.abc import Mapping

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from audit_app.ui.icons import Icon
from audit_app.ui.theme import RESIZED, colour_of, measures
from audit_app.ui.words import button, icon_button, label
from forms.model import EvidenceKind, Marker
from forms.widgets.fields import LineField, TextField
from forms.widgets.flow import ChipRow, Option, caption_width
from forms.widgets.keys import EVIDENCE_KEYS
from forms.widgets.state import EvidenceText, PlaceLink, first_place, sections_to_search
from resources.theme import Colour

KIND_WORDS: Mapping[EvidenceKind, str] = {
    EvidenceKind.QUOTATION: "Quotation",
    EvidenceKind.NOT_FOUND: "Looked for, not found",
    EvidenceKind.RECORD: "Record",
    EvidenceKind.SAID: "Said",
}
_FIELDS: Mapping[EvidenceKind, tuple[tuple[str, str], ...]] = {
    EvidenceKind.QUOTATION: (("text", "The words quoted"), ("where", "Section they stand in")),
    EvidenceKind.NOT_FOUND: (("where", "Sections searched"), ("text", "What was looked for (optional)")),
    EvidenceKind.RECORD: (
        ("where", "System"),
        ("on", "Date of the record, 23/11/2026"),
        ("text", "What it says (optional)"),
    ),
    EvidenceKind.SAID: (("where", "Meeting"), ("by", "Role of who said it"), ("text", "What was said (optional)")),
}


class _Rule(QWidget):
    """The upright line at the left of what is quoted."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedWidth(3)

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        QPainter(self).fillRect(self.rect(), colour_of(self, Colour.ACCENT))


class EvidenceEditor(QWidget):
    """`typed` carries what stands in the fields as an `EvidenceText`; `changed` the same, or None, on leaving them.

    `finished` tells that the person is done here and the form may take the focus back; `place_requested` carries the
    `PlaceLink` of words that were chosen in the plan.
    """

    typed = Signal(object)
    changed = Signal(object)
    finished = Signal()
    place_requested = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        space = measures().spacing
        self._marker: Marker | None = None
        self._held: EvidenceText | None = None
        self._kind: EvidenceKind | None = None
        self.is_dirty = False
        self.kinds = ChipRow(
            "Evidence", [Option(kind.value, KIND_WORDS[kind], key) for key, kind in EVIDENCE_KEYS.items()]
        )
        self.kinds.chosen.connect(self._kind_chosen)
        self.remove = icon_button(Icon.DELETE, "Remove this evidence", self.clear)
        self.fields: dict[str, TextField | LineField] = {
            "text": TextField("The words quoted"),
            "where": LineField("Section they stand in"),
            "by": LineField("Role of who said it"),
            "on": LineField("Date of the record"),
        }
        self.problem = label("", "problem")
        self.place = button("Show in the plan", self._show_place, weight="quiet")
        self.place.hide()
        for field in self.fields.values():
            field.typed.connect(self._typed)
            field.finished.connect(self._next_or_finish)
            field.left.connect(self._field_left)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(space[1])
        outer.addWidget(self.kinds)
        outer.addWidget(self._quote(space))
        self.show_evidence(None)

    def _quote(self, space: tuple[int, ...]) -> QWidget:
        """The fields behind a rule at the left."""
        self.body = QWidget()
        row = self._row = QHBoxLayout(self.body)
        row.setSpacing(space[2])
        column = QVBoxLayout()
        column.setSpacing(space[1])
        places = QHBoxLayout()
        places.setSpacing(space[1])
        for name in ("where", "by", "on"):
            places.addWidget(self.fields[name], 1)
        places.addWidget(self.place)
        column.addWidget(self.fields["text"])
        column.addLayout(places)
        column.addWidget(self.problem)
        row.addWidget(_Rule())
        row.addLayout(column, 1)
        row.addWidget(self.remove, 0, Qt.AlignmentFlag.AlignTop)
        self._indent()
        return self.body

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in RESIZED:
            self._indent()

    def _indent(self) -> None:
        """The fields begin where the chips above them do."""
        self._row.setContentsMargins(caption_width(self) + measures().spacing[1], 0, 0, 0)

    def show_marker(self, marker: Marker) -> None:
        """The marker that evidence is now for: it says where to look."""
        self._marker = marker
        self.is_dirty = False
        self.kinds.setAccessibleName(f"{marker.id}: evidence")

    def show_evidence(self, evidence: EvidenceText | None) -> None:
        """Show what is held, without telling anybody; fields in which somebody is typing are left alone."""
        if self.is_dirty:
            return
        self._held = evidence
        self.show_problem("")
        self._fill(evidence)
        self._show_link()

    def show_place(self, words: str) -> None:
        """Where linked words stand, as the link says it: “F, table 2 row 3”."""
        self.place.setText(words or "Show in the plan")
        self.place.setAccessibleName(f"Show in the plan: {words}" if words else "Show in the plan")

    @property
    def link(self) -> PlaceLink | None:
        """Where the words that stand here are in the plan; None where they were not chosen there or are others now."""
        held = self._held
        words = self.fields["text"].text().strip()
        if held is None or held.link is None or self._kind is not EvidenceKind.QUOTATION or not words:
            return None
        return held.link if words in held.text else None

    def show_draft(self, evidence: EvidenceText) -> None:
        """Show what was typed earlier and not saved, as if it were being typed now."""
        self._fill(evidence)
        self.is_dirty = True

    def show_problem(self, words: str) -> None:
        """What is wrong with the evidence; nothing takes it away."""
        self.problem.setText(words)
        self.problem.setVisible(bool(words))

    def set_read_only(self, is_read_only: bool) -> None:
        """Whether it only shows."""
        self.kinds.set_read_only(is_read_only)
        self.remove.setVisible(not is_read_only)
        for field in self.fields.values():
            field.setReadOnly(is_read_only)

    def begin(self, kind: EvidenceKind) -> None:
        """Give evidence of this kind: what is looked for and not found is complete at once, the others are typed."""
        is_new = kind is not self._kind
        if is_new:
            typed = {name: field.text() for name, field in self.fields.items()}
            self._fill(_evidence(kind, {**typed, "where": self._place(kind)}))
            self._typed()
        if is_new and kind is EvidenceKind.NOT_FOUND:
            self.commit()
            self.finished.emit()
        else:
            first = next((name for name, _ in _FIELDS[kind] if not self.fields[name].text()), _FIELDS[kind][0][0])
            self.fields[first].setFocus(Qt.FocusReason.ShortcutFocusReason)

    def value(self) -> EvidenceText | None:
        """What stands in the fields, None where no kind is chosen."""
        if self._kind is None:
            return None
        wanted = {name for name, _ in _FIELDS[self._kind]}
        parts = {name: field.text() for name, field in self.fields.items() if name in wanted}
        return _evidence(self._kind, parts, self.link)

    def commit(self) -> None:
        """Tell what stands in the fields, where it is not what is held."""
        if not self.is_dirty:
            return
        self.is_dirty = False
        value = self.value()
        if value != self._held:
            self.changed.emit(value)

    def clear(self) -> None:
        """Take the evidence back."""
        self._fill(None)
        self.is_dirty = False
        self.changed.emit(None)
        self.finished.emit()

    def _place(self, kind: EvidenceKind) -> str:
        if self._marker is None:
            return ""
        if kind is EvidenceKind.QUOTATION:
            return first_place(self._marker)
        return sections_to_search(self._marker) if kind is EvidenceKind.NOT_FOUND else ""

    def _fill(self, evidence: EvidenceText | None) -> None:
        self._kind = evidence.kind if evidence is not None else None
        self.kinds.set_value(evidence.kind.value if evidence is not None else "")
        self.body.setVisible(evidence is not None)
        if evidence is None:
            for field in self.fields.values():
                field.show_text("")
            return
        names = dict(_FIELDS[evidence.kind])
        for name, field in self.fields.items():
            field.setVisible(name in names)
            field.setAccessibleName(names.get(name, name))
            field.setPlaceholderText(names.get(name, ""))
            field.show_text(getattr(evidence, name))

    def _kind_chosen(self, value: str) -> None:
        if value:
            self.begin(EvidenceKind(value))
        else:
            self.clear()

    def _show_link(self) -> None:
        self.place.setVisible(self.link is not None)

    def _show_place(self) -> None:
        if self.link is not None:
            self.place_requested.emit(self.link)

    def _typed(self) -> None:
        self.is_dirty = True
        self._show_link()
        value = self.value()
        if value is not None:
            self.typed.emit(value)

    def _next_or_finish(self) -> None:
        """To the next field that is needed and empty, else out of the evidence."""
        value = self.value()
        names = [name for name, words in _FIELDS[value.kind] if "optional" not in words] if value is not None else []
        here = next((name for name, field in self.fields.items() if field is self.sender()), "")
        after = names[names.index(here) + 1 :] if here in names else []
        empty = next((name for name in after if not self.fields[name].text().strip()), None)
        if empty is not None:
            self.fields[empty].setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self.commit()
            self.finished.emit()

    def _field_left(self) -> None:
        """Save once the focus is outside of all of them."""
        there = QApplication.focusWidget()
        if there is None or not self.body.isAncestorOf(there):
            self.commit()


def _evidence(kind: EvidenceKind, parts: Mapping[str, str], link: PlaceLink | None = None) -> EvidenceText:
    """What stands in the fields as one value."""
    text, where, by, on = (parts.get(name, "") for name in ("text", "where", "by", "on"))
    return EvidenceText(kind, text, where, by, on, link)
