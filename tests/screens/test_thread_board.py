"""The board without a workspace: where arrows lead, how cards are set and laid out, and where a card is split."""

import pytest
from PySide6.QtCore import QPointF
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from audit_app.screens.thread.board import BoardView
from audit_app.screens.thread.cards import Board, Card, Strand
from audit_app.screens.thread.geometry import lay_out
from audit_app.screens.thread.item_dialogs import parts_of
from audit_app.screens.thread.keys import KEY_GROUPS
from audit_app.screens.thread.marks import Marks
from audit_app.screens.thread.moves import Way, first_card, near, next_card
from audit_app.screens.thread.shapes import MOST_LINES, setting_of, shape_of
from scoring.plan.text import Block, BlockKind, Place, PlanText
from scoring.thread.breaks import BreakKind
from scoring.thread.model import COLUMNS, ItemRole, Link

NEED, OUTCOME, PROVISION = ItemRole.NEED, ItemRole.OUTCOME, ItemRole.PROVISION
SECTION = {ItemRole.ASPIRATION: "A", NEED: "B", OUTCOME: "E", PROVISION: "F"}
WORDS = "Reading is hard. Writing is harder still."


def card(role: ItemRole, number: int, *linked: str, **more: object) -> Card:
    id_ = f"{role.value}{number}"
    return Card(id_, role, SECTION[role], f"{role.value} {number}", linked=linked, **more)  # type: ignore[arg-type] # by name


def board_with(*cards: Card, links: tuple[Link, ...] = ()) -> Board:
    columns = {role: tuple(one for one in cards if one.role is role) for role in COLUMNS}
    return Board(columns, tuple(Strand(link) for link in links))


SMALL = board_with(
    card(NEED, 0, "outcome1"),
    card(NEED, 1, "provision0"),
    card(OUTCOME, 0),
    card(OUTCOME, 1, "need0"),
    card(PROVISION, 0, "need1"),
    card(PROVISION, 1),
    links=(Link("need0", "outcome1"), Link("need1", "provision0")),
)


@pytest.mark.parametrize(
    ("start", "way", "end"),
    [
        ("need0", Way.DOWN, "need1"),
        ("need0", Way.UP, "need0"),
        ("need1", Way.DOWN, "need1"),
        ("need0", Way.RIGHT, "outcome1"),
        ("need1", Way.RIGHT, "provision0"),
        ("outcome0", Way.RIGHT, "provision0"),
        ("outcome1", Way.LEFT, "need0"),
        ("provision1", Way.LEFT, "outcome1"),
        ("need0", Way.LEFT, "need0"),
        ("need0", Way.LAST, "need1"),
        ("need1", Way.PAGE_UP, "need0"),
        ("gone", Way.DOWN, "need0"),
    ],
)
def test_arrows_lead_to_linked_cards_first(start: str, way: Way, end: str) -> None:
    assert next_card(SMALL, start, way) == end


def test_the_first_card_is_a_need_and_none_on_an_empty_board() -> None:
    assert first_card(board_with(card(ItemRole.ASPIRATION, 0), card(OUTCOME, 0))) == "outcome0"
    assert first_card(Board()) == ""


def test_when_a_card_goes_the_one_behind_it_comes_then_the_one_before() -> None:
    before = board_with(card(NEED, 0), card(NEED, 1), card(NEED, 2))
    assert near(board_with(card(NEED, 0), card(NEED, 2)), before, "need1") == "need2"
    assert near(board_with(card(NEED, 0)), before, "need2") == "need0"


def test_breaks_only_keeps_broken_cards_and_the_strands_between_them() -> None:
    broken = (BreakKind.NEED_WITHOUT_PROVISION,)
    board = board_with(
        card(NEED, 0, breaks=broken),
        card(NEED, 1),
        card(OUTCOME, 0, breaks=(BreakKind.OUTCOME_WITHOUT_PROVISION,)),
        links=(Link("need0", "outcome0"), Link("need1", "outcome0")),
    ).only_broken()
    assert [one.id for one in board.cards] == ["need0", "outcome0"]
    assert [one.link for one in board.strands] == [Link("need0", "outcome0")]


def test_a_card_speaks_all_that_stands_on_it() -> None:
    one = Card("n", NEED, "C", "Asthma.", "Sensory", (BreakKind.NEED_WITHOUT_OUTCOME,), ("Met in F",))
    assert one.spoken == "Need, section C. Asthma. Sensory. Need without outcome. Met in F. not linked."


def test_words_take_four_lines_at_most_and_a_card_grows_with_its_notes(qapp: QApplication, qtbot: QtBot) -> None:
    widget = QWidget()
    qtbot.addWidget(widget)
    setting = setting_of(widget)
    long = Card("n", NEED, "B", "many words " * 60)
    shape = shape_of(long, 160, setting)
    assert shape.words.lineCount() == MOST_LINES
    assert shape.words.text().endswith("…")
    short = shape_of(card(NEED, 0), 160, setting)
    broken = shape_of(card(NEED, 0, breaks=(BreakKind.NEED_WITHOUT_OUTCOME,)), 160, setting)
    assert short.height < broken.height
    assert short.words.text() == "need 0"


def test_columns_stand_side_by_side_and_cards_below_each_other(qapp: QApplication, qtbot: QtBot) -> None:
    widget = QWidget()
    qtbot.addWidget(widget)
    laid = lay_out(SMALL, 900, 1.0, setting_of(widget), {})
    lefts = [laid.columns[role].left() for role in COLUMNS]
    assert lefts == sorted(lefts)
    assert laid.width <= 900
    assert laid.cards["need0"].bottom() < laid.cards["need1"].top()
    assert laid.card_at(laid.cards["outcome1"].center()) == "outcome1"
    assert laid.card_at(QPointF(laid.cards["need0"].right() + 5, 3)) == ""
    middle = laid.strands[0][1].pointAtPercent(0.5)
    found = laid.strand_at(middle)
    assert found is not None
    assert found.link == Link("need0", "outcome1")


def test_the_board_tells_why_a_link_is_suggested_and_all_words_of_a_card(qapp: QApplication, qtbot: QtBot) -> None:
    view = BoardView()
    qtbot.addWidget(view)
    view.resize(900, 400)
    view.show()
    suggested = Strand(Link("need0", "outcome0"), "Both speak of “reading”.")
    view.show_board(Board(SMALL.columns, (suggested,)), Marks("need0"), may_link=True)
    assert view.tip_at(view.place_of("need1")) == "Need, section B\nneed 1"
    path = view.laid.strands[0][1]
    assert view.tip_at(path.pointAtPercent(0.5).toPoint()) == "Suggested link. Both speak of “reading”."
    view.drop()
    assert view.tip_at(view.rect().center()) == ""


def test_every_key_of_the_board_stands_on_the_sheet() -> None:
    written = " ".join(line.keys for group in KEY_GROUPS for line in group.lines).replace(",", " ").split()
    assert set("LUSANEXMFTPO") <= set(written)
    assert {"Enter", "Delete", "Space", "Escape", "Backspace"} <= set(written)


def test_a_split_keeps_the_exact_place_of_both_parts() -> None:
    text = PlanText("docx", (Block("b1", BlockKind.PARAGRAPH, WORDS),))
    at = WORDS.index("Writing")
    first, second = parts_of(WORDS, at, (Place("b1"),), text)
    assert first == ("Reading is hard.", (Place("b1", 0, 16),))
    assert second == ("Writing is harder still.", (Place("b1", 17, 41),))
    assert [place.words_in(text) for _, (place,) in (first, second)] == [first[0], second[0]]


def test_a_split_of_edited_words_leaves_both_parts_where_the_whole_stood() -> None:
    text = PlanText("docx", (Block("b1", BlockKind.PARAGRAPH, WORDS),))
    parts = parts_of("Reading. Writing.", 9, (Place("b1"),), text)
    assert parts == (("Reading.", (Place("b1"),)), ("Writing.", (Place("b1"),)))
