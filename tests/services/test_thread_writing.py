"""The board of one plan: every change is one change, undo gives back the same graph, and confirmation is honest."""

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from service_world import count, faults, plan_row, write_rows

from audit_app.domain.people import Agency
from audit_app.domain.problems import AppError
from audit_app.services.auditing import give, open_audit, submit
from audit_app.services.register.importing import import_register
from audit_app.services.thread import items, links, saying, whole
from audit_app.services.thread.desk import Desk
from audit_app.services.thread.items import NewItem
from audit_app.store.documents import About, keep
from audit_app.store.log.chain import Link as Written
from audit_app.store.log.undo import undo
from audit_app.store.read_thread import HeldItem, HeldThread, held_thread
from audit_app.store.workspace import Workspace
from forms.model import Cause
from scoring.plan.text import Place
from scoring.thread.model import Adulthood, ItemRole, Link, NeedArea, ShortBreak

NEED = NewItem(ItemRole.NEED, "B", "Finds reading hard", (Place("b4", 0, 18),), "p1", NeedArea.COGNITION)
OTHER_NEED = NewItem(ItemRole.NEED, "C", "Has epilepsy", (Place("b5"),), "p2")
OUTCOME = NewItem(ItemRole.OUTCOME, "E", "Reads a page by July 2027", (Place("b6"),), "p3")
LINE = NewItem(ItemRole.PROVISION, "F", "Precision teaching, ten minutes a day", (Place("b7"),), "p4")


class Board:
    """One open review and its board."""

    def __init__(self, workspace: Workspace, review: str) -> None:
        self.workspace = workspace
        self.review = review

    @property
    def desk(self) -> Desk:
        return Desk(self.workspace, self.review)

    @property
    def held(self) -> HeldThread:
        return held_thread(self.workspace.conn, self.review)

    @property
    def words(self) -> list[str]:
        return [item.words for item in self.held.thread.items]

    def id_of(self, new: NewItem) -> str:
        return next(held.item.id for held in self.held.items if held.source == new.source)

    def of(self, new: NewItem) -> HeldItem:
        return next(held for held in self.held.items if held.source == new.source)

    def undo(self, written: Written) -> None:
        workspace = self.workspace
        undo(workspace.conn, workspace.door, written.seq, session_began=workspace.session_began)

    def accept(self, *new: NewItem) -> list[str]:
        items.accept(self.desk, new)
        return [self.id_of(one) for one in new]


@pytest.fixture
def board(workspace: Workspace, tmp_path: Path) -> Board:
    import_register(workspace, write_rows(tmp_path / "r.csv", [plan_row(n) for n in range(1, 4)]))
    opened = open_audit(workspace, plan_ref="EHC-001", cycle="weekly", on=date(2026, 11, 23))
    return Board(workspace, opened.review_id)


def test_proposals_are_accepted_as_one_change_with_words_and_places(board: Board) -> None:
    before = count(board.workspace, "change")
    board.accept(NEED, OUTCOME)
    assert count(board.workspace, "change") == before + 1
    need = board.of(NEED).item
    assert (need.role, need.section, need.words, need.places) == (NEED.role, "B", NEED.words, NEED.places)
    assert need.area is NeedArea.COGNITION
    assert [held.item.words for held in board.held.items] == [NEED.words, OUTCOME.words]
    assert faults(board.workspace) == []


def test_a_dismissed_proposal_is_remembered_and_not_on_the_board(board: Board) -> None:
    items.dismiss(board.desk, [NEED])
    assert board.words == []
    assert board.of(NEED).state == "dismissed"
    board.accept(NEED)
    assert board.words == [NEED.words]


def test_what_a_person_adds_twice_stands_twice(board: Board) -> None:
    own = NewItem(ItemRole.NEED, "D", "Needs help at home")
    items.accept(board.desk, [own])
    items.accept(board.desk, [own])
    assert len(board.held.thread.items) == 2


@pytest.mark.parametrize(
    ("new", "said"),
    [
        (NewItem(ItemRole.NEED, "F", "x"), "a need stands in B, C, D"),
        (NewItem(ItemRole.OUTCOME, "E", "  "), "needs words"),
        (NewItem(ItemRole.PROVISION, "", "x"), "a line of provision stands in F, G, H1, H2"),
    ],
)
def test_what_cannot_stand_on_the_board_is_refused(board: Board, new: NewItem, said: str) -> None:
    with pytest.raises(AppError, match=said):
        items.accept(board.desk, [new])
    assert board.held.items == ()


def test_links_say_where_they_came_from_and_go_again(board: Board) -> None:
    need, outcome = board.accept(NEED, OUTCOME)
    links.link(board.desk, {links.between(board.desk, outcome, need): "row"})
    assert board.held.links == {Link(need, outcome): "row"}
    links.unlink(board.desk, [Link(need, outcome)])
    assert board.held.links == {}


def test_a_suggestion_that_was_passed_over_is_remembered_and_can_be_made_or_undone(board: Board) -> None:
    need, outcome = board.accept(NEED, OUTCOME)
    whole.confirm(board.desk)
    one = Link(need, outcome)
    passed = links.pass_over(board.desk, one)
    assert (board.held.passed, board.held.links) == (frozenset({one}), {})
    assert board.held.is_confirmed
    board.undo(passed)
    assert board.held.passed == frozenset()
    links.pass_over(board.desk, one)
    links.link(board.desk, {one: "hand"})
    assert (board.held.passed, board.held.links) == (frozenset(), {one: "hand"})
    with pytest.raises(AppError, match="made by now"):
        links.pass_over(board.desk, one)
    links.unlink(board.desk, [one])
    assert board.held.passed == frozenset()
    assert faults(board.workspace) == []


def test_two_of_one_column_are_not_linked(board: Board) -> None:
    one, other = board.accept(NEED, OTHER_NEED)
    with pytest.raises(AppError, match="one column"):
        links.between(board.desk, one, other)


def test_a_split_keeps_the_links_of_the_whole_for_every_part(board: Board) -> None:
    need, outcome = board.accept(NEED, OUTCOME)
    links.link(board.desk, {Link(need, outcome): "hand"})
    items.split(board.desk, need, [("Finds reading", (Place("b4", 0, 13),)), ("hard", (Place("b4", 14, 18),))])
    assert [item.words for item in board.held.thread.of(ItemRole.NEED)] == ["Finds reading", "hard"]
    assert len(board.held.thread.linked(outcome, ItemRole.NEED)) == 2


@pytest.mark.parametrize("whole_at", [0, 1, 2])
def test_the_parts_of_a_split_follow_one_another_in_their_column(board: Board, whole_at: int) -> None:
    needs = [NewItem(ItemRole.NEED, "B", f"need {n}", source=f"p{n}") for n in range(3)]
    ids = board.accept(needs[0], OUTCOME, *needs[1:])
    chosen = [ids[0], *ids[2:]][whole_at]
    before = [item.words for item in board.held.thread.of(ItemRole.NEED)]
    for parts in (("one", "two", "three"), ("one", "half")):
        items.split(board.desk, chosen, [(words, ()) for words in parts])
    whole_before = [*before[:whole_at], "one", "half", "two", "three", *before[whole_at + 1 :]]
    assert [item.words for item in board.held.thread.of(ItemRole.NEED)] == whole_before
    assert [item.words for item in board.held.thread.of(ItemRole.OUTCOME)] == [OUTCOME.words]
    assert faults(board.workspace) == []


def test_a_split_that_is_undone_puts_its_column_back(board: Board) -> None:
    need, _ = board.accept(NEED, OTHER_NEED)
    before = [(held.item.id, held.position) for held in board.held.items]
    board.undo(items.split(board.desk, need, [("Finds reading", ()), ("hard", ())]))
    assert [(held.item.id, held.position) for held in board.held.items if held.state == "accepted"] == before


def test_a_merge_takes_words_places_and_links_together(board: Board) -> None:
    need, other, outcome = board.accept(NEED, OTHER_NEED, OUTCOME)
    links.link(board.desk, {Link(other, outcome): "hand"})
    items.merge(board.desk, [need, other])
    (merged,) = board.held.thread.of(ItemRole.NEED)
    assert merged.words == "Finds reading hard\nHas epilepsy"
    assert merged.places == (*NEED.places, *OTHER_NEED.places)
    assert board.held.links == {Link(need, outcome): "hand"}


def test_removing_takes_the_links_along_and_undo_brings_both_back(board: Board) -> None:
    need, outcome = board.accept(NEED, OUTCOME)
    links.link(board.desk, {Link(need, outcome): "hand"})
    before = board.held
    written = items.remove(board.desk, [need])
    assert board.held.links == {}
    assert [item.id for item in board.held.thread.items] == [outcome]
    board.undo(written)
    assert board.held == before


def test_what_is_said_of_items_is_held_and_can_be_taken_back(board: Board) -> None:
    need, outcome, line = board.accept(NEED, OUTCOME, LINE)
    saying.rate(board.desk, outcome, {"specific": True, "measurable": False})
    saying.rate(board.desk, outcome, {"measurable": None})
    saying.set_adulthood(board.desk, outcome, Adulthood.HEALTH)
    saying.check_line(board.desk, line, {"what": True, "who": False}, countable=True)
    saying.set_educates(board.desk, line, True)
    saying.set_short_break(board.desk, line, ShortBreak.RESIDENTIAL)
    saying.set_cause(board.desk, line, Cause.ADVICE, Agency.HEALTH, "Occupational therapy")
    saying.set_area(board.desk, need, None)
    assert board.of(OUTCOME).smart == {"specific": True}
    assert board.of(OUTCOME).item.adulthood is Adulthood.HEALTH
    held = board.of(LINE)
    assert (held.gives, held.countable, held.checked) == ({"what": True, "who": False}, True, True)
    assert (held.item.educates, held.item.short_break) == (True, ShortBreak.RESIDENTIAL)
    assert held.cause == {"cause": "advice", "agency": "health", "service": "Occupational therapy"}
    assert board.of(NEED).item.area is None


def test_vague_advice_is_somebodys(board: Board) -> None:
    (line,) = board.accept(LINE)
    with pytest.raises(AppError, match="Choose the agency that advised"):
        saying.set_cause(board.desk, line, Cause.ADVICE)
    saying.set_cause(board.desk, line, Cause.ADVICE, Agency.EDUCATION)
    assert board.of(LINE).cause == {"cause": "advice", "agency": "education"}


def test_a_need_has_no_smart_tests(board: Board) -> None:
    (need,) = board.accept(NEED)
    with pytest.raises(AppError, match="of an outcome only"):
        saying.rate(board.desk, need, {"specific": True})


def test_what_is_not_on_the_board_cannot_be_rated(board: Board) -> None:
    with pytest.raises(AppError, match="not on the board any more"):
        saying.rate(board.desk, "inobody", {"specific": True})


def test_confirming_takes_a_board_and_any_change_takes_it_back(board: Board) -> None:
    with pytest.raises(AppError, match="nothing to confirm"):
        whole.confirm(board.desk)
    need, outcome = board.accept(NEED, OUTCOME)
    whole.confirm(board.desk)
    assert board.held.is_confirmed
    whole.dismiss_flag(board.desk, "f123", "lawful here")
    assert board.held.is_confirmed
    written = links.link(board.desk, {Link(need, outcome): "hand"})
    assert not board.held.is_confirmed
    board.undo(written)
    assert board.held.is_confirmed


def test_text_is_sent_to_a_section_and_back(board: Board) -> None:
    whole.send(board.desk, ["b9", "b10"], "G")
    assert board.held.moved == {"b9": "G", "b10": "G"}
    whole.send(board.desk, ["b9"], "")
    assert board.held.moved == {"b10": "G"}
    with pytest.raises(AppError, match="no section Z"):
        whole.send(board.desk, ["b9"], "Z")


def test_only_a_document_of_this_plan_can_be_read(board: Board) -> None:
    plans = dict(board.workspace.conn.execute("SELECT plan_ref, id FROM entry").fetchall())
    mine = keep(board.workspace, plans["EHC-001"], "plan.docx", "docx", b"1", "{}", About())
    other = keep(board.workspace, plans["EHC-002"], "other.docx", "docx", b"2", "{}", About())
    whole.read_document(board.desk, mine.id)
    assert board.held.document == mine.id
    with pytest.raises(AppError, match=r"other\.docx belongs to another plan"):
        whole.read_document(board.desk, other.id)


def test_a_submitted_review_locks_its_board(board: Board) -> None:
    board.accept(NEED)
    desk = board.desk
    for marker in desk.review.framework.markers:
        if marker.id != "F8":
            give(board.workspace, board.review, marker.id, score=2)
    submit(board.workspace, board.review)
    with pytest.raises(AppError, match="submitted and locked"):
        items.accept(board.desk, [OUTCOME])


STEPS = st.lists(st.tuples(st.integers(0, 7), st.integers(0, 5), st.integers(0, 5)), min_size=1, max_size=8)


def step(board: Board, kind: int, first: int, second: int) -> Written:
    """One operation of the board on whichever items are there."""
    ids = [item.id for item in board.held.thread.items]
    one, other = ids[first % len(ids)], ids[second % len(ids)]
    deeds: Sequence[Callable[[], Written]] = (
        lambda: items.accept(board.desk, [NewItem(ItemRole.NEED, "B", f"need {first}")]),
        lambda: links.link(board.desk, {links.between(board.desk, one, other): "words"}),
        lambda: items.remove(board.desk, [one]),
        lambda: items.merge(board.desk, [one, other]),
        lambda: items.split(board.desk, one, [("first", ()), ("second", ())]),
        lambda: items.edit(board.desk, one, f"other words {second}"),
        lambda: links.unlink(board.desk, board.desk.links_at(one)),
        lambda: whole.confirm(board.desk),
    )
    return deeds[kind]()


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(STEPS)
def test_undoing_every_step_gives_back_the_same_graph(board: Board, steps: list[tuple[int, int, int]]) -> None:
    if not board.held.items:
        board.accept(NEED, OTHER_NEED, OUTCOME, LINE)
    before, done = board.held, []
    for one in steps:
        try:
            done.append(step(board, *one))
        except (AppError, ZeroDivisionError):
            continue  # a refused step writes nothing
    for written in reversed(done):
        board.undo(written)
    assert (board.held.thread, board.held.links) == (before.thread, before.links)
    assert board.held.is_confirmed == before.is_confirmed
