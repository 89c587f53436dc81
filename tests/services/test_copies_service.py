"""Reading copies in the workspace: kept as a document, read through by a named person, ready for a pack or not."""

from pathlib import Path

import pytest
from plan_document import write_docx
from service_world import TODAY, World, faults, register_of

from audit_app.domain.people import Role
from audit_app.domain.problems import AppError
from audit_app.services.copies.making import NAME, copies_ready, make, read_through, reading_copies
from audit_app.services.copies.proposing import propose
from audit_app.services.erasing import erase, of_one_plan
from audit_app.services.plan_documents import advice_of, import_plan, plan_read, plan_text
from audit_app.store.documents import documents_of, original
from audit_app.store.ids import Ids
from audit_app.store.log.rights import Op
from audit_app.store.workspace import Workspace
from scoring.copies.kinds import Decision, Own
from scoring.copies.replacing import plain_text

WORDS = (
    "# Education, Health and Care Plan",
    "Date of birth: 3 April 2015",
    "NHS number: 943 476 5919",
    "## Section A: Views",
    "Ari Okafor likes trains. He is at Larkmere Primary School and Dee Vance visits.",
    "Ari is a child in need. Ari reads with Bellweather; Bellweather is patient with Ari.",
)
CARD = {"name": "Ari Okafor", "date_of_birth": "2015-04-03"}


def with_plan(workspace: Workspace, folder: Path, *more: str) -> tuple[str, str]:
    """A plan's id and the id of its document, with a find card."""
    if not workspace.conn.execute("SELECT 1 FROM entry").fetchone():
        register_of(workspace, folder, 2, setting_name="Larkmere Primary School", case_officer="Dee Vance")
    plan = Ids(workspace.id).plan("EHC-001")
    workspace.door.write("Find card", [Op("entry", plan, "find_card", CARD)])
    path = write_docx(folder / f"Ari Okafor {len(more)}.docx", *WORDS, *more)
    return plan, import_plan(workspace, "EHC-001", path).document.id


def decided(workspace: Workspace, document: str, decision: Decision = Decision.REPLACE) -> dict[str, Decision]:
    return {one.id: decision for one in propose(workspace, document).doubtful}


def test_a_copy_is_a_document_of_the_plan_that_names_nobody(workspace: Workspace, tmp_path: Path) -> None:
    plan, document = with_plan(workspace, tmp_path)
    made = make(workspace, document, decided(workspace, document), (Own("patient"),))
    (held,) = (one for one in documents_of(workspace.conn, plan) if one.id == made)
    assert (held.name, held.media_type, held.about.role) == (NAME, "text/plain", "reading copy")
    text = plan_text(workspace, made)
    assert original(workspace, made).decode() == plain_text(text)
    assert [one.id for one in text.blocks] == [one.id for one in plan_text(workspace, document).blocks]
    assert [one.text for one in text.blocks][1:] == [
        "Date of birth: [date of birth]",
        "NHS number: [NHS number]",
        "Section A: Views",
        "[the child] likes trains. He is at [the school] and [a professional] visits.",
        "[left out] [the child] reads with [a name]; [a name] is [replaced] with [the child].",
    ]
    assert plan_read(workspace, plan, "", "") is not None
    assert plan_read(workspace, plan, "", "").id == document  # type: ignore[union-attr]  # asserted above
    assert faults(workspace) == []


def test_the_name_on_a_find_card_helps_an_owner_alone(world: World, tmp_path: Path) -> None:
    world.add("Bea", Role.CHAIR)
    with world.open() as workspace:
        _, document = with_plan(workspace, tmp_path)
        assert next(one for one in propose(workspace, document).findings if one.words == "Ari Okafor").sure
    with world.open("Bea") as workspace:
        found = {one.words: one.sure for one in propose(workspace, document).findings}
    assert "Ari Okafor" not in found
    assert found["Ari"] is False


def test_what_is_doubtful_must_be_decided_before_a_copy_is_kept(workspace: Workspace, tmp_path: Path) -> None:
    plan, document = with_plan(workspace, tmp_path)
    before = documents_of(workspace.conn, plan)
    with pytest.raises(AppError, match="not decided yet"):
        make(workspace, document, {})
    assert documents_of(workspace.conn, plan) == before


def test_a_copy_is_ready_once_it_was_read_through_by_somebody(workspace: Workspace, tmp_path: Path) -> None:
    plan, document = with_plan(workspace, tmp_path)
    other = Ids(workspace.id).plan("EHC-002")
    assert copies_ready(workspace, (plan, other)) == {plan: None, other: None}
    made = make(workspace, document, decided(workspace, document))
    assert copies_ready(workspace, (plan,)) == {plan: None}
    read_through(workspace, made)
    assert copies_ready(workspace, (plan, other)) == {plan: made, other: None}
    held = reading_copies(workspace, plan)[made]
    assert (held.read_by, held.read_on, held.copy_of) == (workspace.person.id, TODAY.isoformat(), document)


def test_editing_after_the_tick_clears_it_even_where_the_same_comes_out(workspace: Workspace, tmp_path: Path) -> None:
    plan, document = with_plan(workspace, tmp_path)
    first = make(workspace, document, decided(workspace, document))
    read_through(workspace, first)
    second = make(workspace, document, decided(workspace, document), (Own("trains"),))
    assert second != first
    assert copies_ready(workspace, (plan,)) == {plan: None}
    read_through(workspace, second)
    assert make(workspace, document, decided(workspace, document)) == first
    assert copies_ready(workspace, (plan,)) == {plan: None}
    read_through(workspace, first)
    assert copies_ready(workspace, (plan,)) == {plan: first}
    assert [one.is_read_through for one in reading_copies(workspace, plan).values()].count(True) == 1
    assert faults(workspace) == []


def test_a_copy_of_an_older_plan_is_not_ready(workspace: Workspace, tmp_path: Path) -> None:
    plan, document = with_plan(workspace, tmp_path)
    read_through(workspace, make(workspace, document, decided(workspace, document)))
    with_plan(workspace, tmp_path, "A further page.")
    assert copies_ready(workspace, (plan,)) == {plan: None}


def test_a_copy_of_advice_is_made_and_never_taken_for_the_plans(workspace: Workspace, tmp_path: Path) -> None:
    plan, _ = with_plan(workspace, tmp_path)
    path = write_docx(tmp_path / "advice.docx", "Ari Okafor needs help.")
    advice = import_plan(workspace, "EHC-001", path, about=advice_of(workspace.person.agency)).document.id
    read_through(workspace, make(workspace, advice, decided(workspace, advice)))
    assert copies_ready(workspace, (plan,)) == {plan: None}


def test_a_copy_is_not_copied_and_only_a_copy_is_ticked(workspace: Workspace, tmp_path: Path) -> None:
    _, document = with_plan(workspace, tmp_path)
    made = make(workspace, document, decided(workspace, document))
    with pytest.raises(AppError, match="a reading copy already"):
        propose(workspace, made)
    with pytest.raises(AppError, match="not kept any more"):
        read_through(workspace, document)


def test_a_reader_makes_and_ticks_nothing(world: World, tmp_path: Path) -> None:
    world.add("Rae", Role.READER)
    with world.open() as workspace:
        _, document = with_plan(workspace, tmp_path)
        made = make(workspace, document, decided(workspace, document))
    with world.open("Rae") as workspace:
        for act in (lambda: propose(workspace, document), lambda: read_through(workspace, made)):
            with pytest.raises(AppError):
                act()


def test_a_copy_is_erased_with_its_plan(workspace: Workspace, tmp_path: Path) -> None:
    plan, document = with_plan(workspace, tmp_path)
    made = make(workspace, document, decided(workspace, document))
    read_through(workspace, made)
    erase(workspace, (of_one_plan(workspace, "EHC-001"),), "The retention time is over.")
    assert copies_ready(workspace, (plan,)) == {plan: None}
    with pytest.raises(AppError):
        plan_text(workspace, made)
    assert faults(workspace) == []
