"""Every shared piece of the window made once, with words in it: for tests that walk all of them."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from importlib import import_module
from pkgutil import iter_modules
from types import MappingProxyType

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QWidget

import audit_app.ui
import forms.widgets
from audit_app.store.documents import About
from audit_app.ui.abreast import Abreast
from audit_app.ui.action_panel import ActionPanel
from audit_app.ui.asking import AskingDialog, ChoiceDialog, TextDialog
from audit_app.ui.busy import BusyBar
from audit_app.ui.card import Card, Page, SectionHeader
from audit_app.ui.charts import ChartFrame, FigureTile, IntervalBar, SceneView
from audit_app.ui.choice import Choice
from audit_app.ui.document_dialog import DocumentDialog
from audit_app.ui.drawer import Drawer
from audit_app.ui.elided import ElidedLabel
from audit_app.ui.feedback import Banner, EmptyState, IconView, Toast
from audit_app.ui.fields import Field
from audit_app.ui.flow import FlowRow
from audit_app.ui.icons import Icon
from audit_app.ui.palette import CommandPalette
from audit_app.ui.period_choice import PeriodChoice
from audit_app.ui.pill import Pill
from audit_app.ui.plan_text import PlanReader
from audit_app.ui.screen import Screen
from audit_app.ui.shortcuts import KeyGroup, KeyLine, ShortcutSheet
from audit_app.ui.table import DataTable
from audit_app.ui.table_model import Column
from audit_app.ui.table_view import View
from audit_app.ui.target_dialog import TargetDialog
from audit_app.ui.turns import TurnDots
from exports.charts.interval import interval_bar
from exports.charts.scene import Mark, Scene
from forms.model import Framework, read_framework
from forms.widgets.advice import AdviceBox, AdviceCard
from forms.widgets.column import MarkerColumn
from forms.widgets.evidence import EvidenceEditor
from forms.widgets.fields import LineField, TextField
from forms.widgets.flow import Caption, Chip, ChipRow, Option
from forms.widgets.form import AuditForm
from forms.widgets.levels import LevelControl, LevelSegment
from forms.widgets.marker_card import MarkerCard
from forms.widgets.marker_row import MarkerRow
from forms.widgets.sections import SectionList
from forms.widgets.suggestion import SuggestionLine
from resources.frameworks import framework_text, resolve
from resources.theme import Colour

LONG = (
    "A draw picks plans by a seed, so that anybody can repeat it, and shares them out to whoever audits: "
    "everybody who may score takes a turn, and nobody gets a plan of their own."
)
_KEYS = (KeyGroup("Keys", (KeyLine("Enter", "Opens the row"),)),)
_ANSWER = Option("yes", "Yes", "y")


def core() -> Framework:
    """The framework of 42 markers."""
    return read_framework(framework_text("core-42"), resolve)


def _scene(width: float) -> Scene:
    return interval_bar(62, 50, 74, 0, 100, width)


def _advice() -> QWidget:
    grid = core().advice_grid
    assert grid is not None
    return AdviceCard(grid)


def _text_dialog() -> QWidget:
    return TextDialog(
        "Replace EHC-0001", "&Why?", "", Choice("yes", "Replace"), lambda text: "" if text else "Say why.", 3
    )


PIECES: Mapping[type[QWidget], Callable[[QWidget], QWidget]] = MappingProxyType(
    {
        BusyBar: lambda _: BusyBar(),
        Card: lambda _: Card("Due from you"),
        SectionHeader: lambda _: SectionHeader("Needs"),
        Page: lambda _: Page("Home"),
        SceneView: lambda _: SceneView("Share", _scene),
        ChartFrame: lambda _: ChartFrame("Share", _scene, unit="%", count="60 plans", note=LONG),
        IntervalBar: lambda _: IntervalBar("Share", 62, 50, 74),
        FigureTile: lambda _: FigureTile("Effective plans", "41 of 60", "68 %, 95 % interval 55 to 79 %"),
        AskingDialog: lambda _: AskingDialog("Split the card", LONG),
        ChoiceDialog: lambda _: ChoiceDialog(
            "Submit the review?", LONG, [Choice("yes", "Submit"), Choice("", "Cancel")]
        ),
        TextDialog: lambda _: _text_dialog(),
        TargetDialog: lambda _: TargetDialog("Target", None, date(2026, 11, 9)),
        DocumentDialog: lambda _: DocumentDialog("Psychology advice.docx", About("advice", "education")),
        Drawer: lambda _: Drawer(),
        ActionPanel: ActionPanel,
        ElidedLabel: lambda _: ElidedLabel("EHC-0001"),
        IconView: lambda _: IconView(Icon.INFO),
        Banner: lambda _: Banner(),
        Toast: Toast,
        EmptyState: lambda _: EmptyState("No sample has been drawn yet", LONG, words="Draw this week's six"),
        Field: lambda _: Field("&Name", QLineEdit(), hint="As colleagues know you."),
        CommandPalette: CommandPalette,
        Pill: lambda _: Pill(Mark.DOT, Colour.GOOD, "Good"),
        Screen: lambda _: Screen(),
        ShortcutSheet: lambda _: ShortcutSheet(_KEYS),
        View: lambda _: View(),
        DataTable: lambda _: DataTable(
            "Plans",
            [Column("ref", "Plan", str, choices=True)],
            empty=EmptyState("No plans yet", LONG, words="Import…"),
        ),
        TurnDots: lambda _: TurnDots(),
        PlanReader: lambda _: PlanReader(),
        SuggestionLine: lambda _: SuggestionLine("y"),
        AdviceBox: lambda _: AdviceBox("school", "listed", "School: listed"),
        AdviceCard: lambda _: _advice(),
        MarkerColumn: lambda _: MarkerColumn(),
        EvidenceEditor: lambda _: EvidenceEditor(),
        TextField: lambda _: TextField("Note"),
        LineField: lambda _: LineField("Section"),
        Chip: lambda _: Chip(_ANSWER),
        FlowRow: lambda _: FlowRow(QLabel("One"), QLabel("Two")),
        Abreast: lambda _: Abreast(QLabel("Left"), QLabel("Right")),
        PeriodChoice: lambda _: PeriodChoice(QLabel("Audits")),
        Caption: lambda _: Caption("Evidence"),
        ChipRow: lambda _: ChipRow("Cause", [_ANSWER]),
        AuditForm: lambda _: AuditForm(),
        LevelSegment: lambda home: LevelSegment(3, home),
        LevelControl: lambda _: LevelControl(),
        MarkerCard: lambda _: MarkerCard(),
        MarkerRow: lambda _: MarkerRow(core().markers[0], core()),
        SectionList: lambda _: SectionList(),
    }
)
"""How each piece is made; what it gets is a window that is not shown, for those that need a parent."""


def pieces_there_are() -> frozenset[type[QWidget]]:
    """Every public widget that the two packages of shared pieces define."""
    found: set[type[QWidget]] = set()
    for package in (audit_app.ui, forms.widgets):
        for module in iter_modules(package.__path__, f"{package.__name__}."):
            here = import_module(module.name)
            found |= {
                one for name, one in vars(here).items() if not name.startswith("_") and _is_own(one, here.__name__)
            }
    return frozenset(found)


def _is_own(one: object, module: str) -> bool:
    return isinstance(one, type) and issubclass(one, QWidget) and one.__module__ == module


class _ShownWindows(QObject):
    """Writes down every window that comes up; those that are shown and at once put into another one too."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.seen.append(type(watched).__name__)
        return False


@contextmanager
def windows_shown(app: QApplication) -> Iterator[list[str]]:
    """The kinds of the windows that come up meanwhile."""
    watch = _ShownWindows()
    app.installEventFilter(watch)
    try:
        yield watch.seen
    finally:
        app.removeEventFilter(watch)
