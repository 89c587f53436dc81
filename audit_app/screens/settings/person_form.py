"""What adding and changing a person ask alike: name, agency, roles and teams; it stores nothing."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from audit_app.domain.people import Agency, Role
from audit_app.screens.settings.reading import ROLES
from audit_app.ui.dialogs import Weight
from audit_app.ui.fields import Field
from audit_app.ui.theme import measures, scaled
from audit_app.ui.words import button, label
from scoring.figures import AGENCY_NAMES

_WIDE, _HIGH = 540, 640


class PersonForm(QDialog):
    """What is wrong stands beside its field, and then it does not close."""

    def __init__(self, title: str, yes: str, taken: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._taken = frozenset(taken)
        self.setWindowTitle(title)
        space = measures().spacing
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, space[3])
        inner = QWidget()
        inner.setProperty("role", "canvas")
        self.form = QVBoxLayout(inner)
        self.form.setContentsMargins(space[4], space[4], space[4], space[2])
        self.form.setSpacing(space[2])
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(inner)
        outer.addWidget(scroll, 1)
        self._add_fields()
        row = QHBoxLayout()
        row.setContentsMargins(space[4], 0, space[4], 0)
        row.addStretch(1)
        self.no = button("Cancel", self.reject)
        self.yes = button(yes, self.judge, weight=Weight.MAIN)
        row.addWidget(self.no)
        row.addWidget(self.yes)
        outer.addLayout(row)
        self.yes.setDefault(True)

    def fit(self) -> None:
        """As large as it needs to be and the window has room for; the fields scroll, the buttons stay in view."""
        parent = self.parentWidget()
        room = parent.window().height() - 40 if parent is not None else scaled(self, _HIGH)
        inner = self.form.parentWidget()
        needs = inner.sizeHint().height() + self.yes.sizeHint().height() + 40 if inner is not None else room
        self.resize(scaled(self, _WIDE), min(needs, room))

    def _add_fields(self) -> None:
        self.name = Field("&Name", QLineEdit())
        self.agency = QComboBox()
        for agency, words in AGENCY_NAMES.items():
            self.agency.addItem(words, agency)
        self.form.addWidget(self.name)
        self.form.addWidget(Field("&Agency they score for", self.agency))
        self.form.addWidget(label("What they may do", "strong"))
        self.roles: dict[Role, QCheckBox] = {}
        boxes = QVBoxLayout()
        boxes.setSpacing(0)
        for role, (name, trusted) in ROLES.items():
            box = QCheckBox(f"{name}: {trusted}")
            box.setAccessibleName(f"{name}: {trusted}")
            self.roles[role] = box
            boxes.addWidget(box)
        self.form.addLayout(boxes)
        self.no_role = label("", "problem")
        self.no_role.hide()
        self.form.addWidget(self.no_role)
        hint = "As the register has them, with commas between: nobody audits a plan of their own team in a round."
        self.teams = Field("Casework &teams they manage", QLineEdit(), hint=hint)
        self.form.addWidget(self.teams)

    @property
    def chosen_roles(self) -> frozenset[Role]:
        """The roles that are ticked."""
        return frozenset(role for role, box in self.roles.items() if box.isChecked())

    @property
    def chosen_teams(self) -> tuple[str, ...]:
        """The teams as typed, without blanks around them."""
        return tuple(filter(None, (team.strip() for team in self.teams.text().split(","))))

    @property
    def chosen_agency(self) -> Agency:
        """The agency that is chosen."""
        return Agency(self.agency.currentData())

    def is_sound(self) -> bool:
        """Whether nothing speaks against what was asked; what does stands beside its field."""
        name = self.name.text()
        said = "" if name else "Give their name."
        if name in self._taken:
            said = f"{name} can open this workspace already. Give the second one a name of their own."
        self.name.show_problems((said,) if said else ())
        no_role = "" if self.chosen_roles else "Tick at least one role."
        self.no_role.setText(no_role)
        self.no_role.setVisible(bool(no_role))
        return not said and not no_role

    def judge(self) -> None:
        """Close where all will do."""
        if self.is_sound():
            self.accept()
