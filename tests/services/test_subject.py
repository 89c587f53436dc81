"""A subject access request is given everything that is held on one child, and nothing on another."""

import json
from pathlib import Path
from typing import Any

import pytest
from service_world import World, plan_row, register_of, score_row, write_audits, write_rows

from audit_app.domain.people import Role
from audit_app.domain.problems import AppError
from audit_app.services.past.audits import import_audits
from audit_app.services.register.importing import import_register
from audit_app.services.samples.sampling import sample
from audit_app.services.subject import HIDDEN, subject
from audit_app.store.access import events
from audit_app.store.ids import Ids
from audit_app.store.log.rights import Op
from audit_app.store.workspace import ReadingOnly, Workspace
from exports.subject import SubjectDocument, json_bytes, text_bytes, write_subject

CARD = {"name": "Amina Example", "date_of_birth": "2015-03-01"}


@pytest.fixture
def filled(workspace: Workspace, tmp_path: Path) -> Workspace:
    """Twenty plans, past audits of two of them, a draw, and a register in which EHC-001 moved team."""
    register_of(workspace, tmp_path, match_key="", looked_after="")
    import_register(workspace, write_rows(tmp_path / "moved.csv", [plan_row(1, casework_team="South")]))
    rows = [
        score_row(plan, marker, score, evidence=f"what was seen in plan {plan}", cause="drafting" if score < 2 else "")
        for plan in (1, 2)
        for marker, score in (("A1", 1), ("B1", 3))
    ]
    import_audits(workspace, write_audits(tmp_path, rows))
    sample(workspace, cycle="weekly", size=20, seed="all of them", on=workspace.means.now().date(), months=0)
    return workspace


def parts(document: SubjectDocument) -> dict[str, tuple[Any, ...]]:
    """The records of each part, by its name."""
    return {part.name: part.records for part in document.parts}


def test_every_kind_of_thing_held_on_the_child_is_in_it(filled: Workspace) -> None:
    held = parts(subject(filled, "EHC-001"))
    assert held["register"][0]["casework_team"] == "South"
    assert held["register"][0]["date_of_birth"] == "2015-03-01"
    assert [draw["role"] for draw in held["draws"]] == ["drawn"]
    assert held["draws"][0]["assigned_to"] == "Mary"
    (audit,) = held["audits"]
    (review,) = audit["reviews"]
    assert (audit["date"], review["reviewer"], review["state"]) == ("2026-10-05", "Jo Smith", "submitted")
    scores = {score["marker"]: score for score in review["scores"]}
    assert (scores["A1"]["score"], scores["A1"]["cause"]) == ("1", "drafting")
    assert scores["B1"]["evidence"] == {"kind": "text", "text": "what was seen in plan 1"}
    assert scores["B1"]["question"].endswith("?")


def test_earlier_values_stand_under_changes_with_who_and_when(filled: Workspace) -> None:
    changes = parts(subject(filled, "EHC-001"))["changes"]
    teams = [
        (value["old"] and value["old"]["casework_team"], value["new"]["casework_team"])
        for change in changes
        for value in change["values"]
        if value["field"] == "row"
    ]
    assert teams == [("North", "South"), (None, "North")]
    assert {change["person"] for change in changes} == {"Mary"}
    fields = {(value["kind"], value["field"]) for change in changes for value in change["values"]}
    assert {("score", "score"), ("score", "evidence"), ("place", "assigned"), ("review", "state")} <= fields


def test_nothing_on_another_child_is_in_it(filled: Workspace) -> None:
    document = subject(filled, "EHC-001")
    for data in (json_bytes(document), text_bytes(document)):
        text = data.decode()
        assert "what was seen in plan 1" in text
        assert "plan 2" not in text
        assert "EHC-002" not in text
        assert Ids(filled.id).plan("EHC-002") not in text


def test_the_hash_of_a_match_key_is_named_and_never_shown(workspace: Workspace, tmp_path: Path) -> None:
    row = {**plan_row(1), "match_key": "A123456789012"}
    import_register(workspace, write_rows(tmp_path / "register.csv", [row]))
    hashed = workspace.conn.execute("SELECT match_key FROM entry").fetchone()[0]
    document = subject(workspace, "EHC-001")
    assert parts(document)["register"][0]["match_key"] == HIDDEN
    assert any(value["new"] == HIDDEN for change in parts(document)["changes"] for value in change["values"])
    assert hashed not in json_bytes(document).decode()


def test_a_find_card_is_given_by_an_owner_alone(world: World, tmp_path: Path) -> None:
    world.add("Ann", Role.AUDITOR)
    with world.open() as workspace:
        register_of(workspace, tmp_path)
        plan = Ids(workspace.id).plan("EHC-001")
        workspace.door.write("Find card", [Op("entry", plan, "find_card", CARD)])
        assert parts(subject(workspace, "EHC-001"))["register"][0]["find_card"] == CARD
    with world.open("Ann") as workspace:
        assert parts(subject(workspace, "EHC-002"))["register"]
        with pytest.raises(AppError, match="Ask an owner"):
            subject(workspace, "EHC-001")
        assert not [event for event in events(workspace.conn) if plan in event.thing and event.person != "Mary"][1:]


def test_the_export_is_in_the_access_log_and_in_itself(filled: Workspace) -> None:
    first = parts(subject(filled, "EHC-001"))["accesses"]
    second = parts(subject(filled, "EHC-001"))["accesses"]
    assert len(second) == len(first) + 1
    assert second[-1]["act"] == "export"
    assert second[-1]["person"] == "Mary"
    assert Ids(filled.id).plan("EHC-001") in second[-1]["thing"]
    assert "EHC-001" not in second[-1]["thing"]


@pytest.mark.parametrize("thing", ["plan EHC-001", "EHC-001", "EHC-001, EHC-002", "print of EHC-001."])
def test_an_access_that_names_the_plan_is_in_it(filled: Workspace, thing: str) -> None:
    filled.note_access("print", thing)
    assert thing in [event["thing"] for event in parts(subject(filled, "EHC-001"))["accesses"]]


@pytest.mark.parametrize("thing", ["plan EHC-0011", "XEHC-001", "EHC-01"])
def test_an_access_to_a_plan_with_a_similar_reference_is_not(filled: Workspace, thing: str) -> None:
    filled.note_access("print", thing)
    assert thing not in [event["thing"] for event in parts(subject(filled, "EHC-001"))["accesses"]]


def test_words_that_were_not_saved_yet_are_in_it(filled: Workspace) -> None:
    review = filled.conn.execute(
        "SELECT r.id FROM review r JOIN audit a ON a.id = r.audit_id WHERE a.plan_id = ?",
        (Ids(filled.id).plan("EHC-001"),),
    ).fetchone()[0]
    filled.conn.execute("INSERT INTO draft VALUES (?, 'note', 'mary', '2026-11-22', 'half a word')", (f"{review}.A1",))
    assert [draft["value"] for draft in parts(subject(filled, "EHC-001"))["drafts"]] == ["half a word"]
    assert parts(subject(filled, "EHC-002"))["drafts"] == ()


def test_an_unknown_plan_is_refused_and_not_noted(filled: Workspace) -> None:
    before = len(list(events(filled.conn)))
    with pytest.raises(AppError, match="There is no plan ehc-001 in this workspace"):
        subject(filled, "ehc-001")
    assert len(list(events(filled.conn))) == before


def test_a_reader_may_not_export(world: World, tmp_path: Path) -> None:
    world.add("Rita", Role.READER)
    with world.open() as workspace:
        register_of(workspace, tmp_path)
    with world.open("Rita") as workspace, pytest.raises(AppError, match="Rita has no right to export"):
        subject(workspace, "EHC-001")


def test_where_the_access_cannot_be_noted_nothing_is_exported(world: World, tmp_path: Path) -> None:
    with world.open() as workspace:
        register_of(workspace, tmp_path)
        with world.open() as second, pytest.raises(ReadingOnly):
            subject(second, "EHC-001")


def test_both_files_hold_every_part(filled: Workspace, tmp_path: Path) -> None:
    document = subject(filled, "EHC-001")
    first, second = write_subject(document, tmp_path / "made" / "here")
    assert (first.name, second.name) == ("subject-EHC-001.json", "subject-EHC-001.txt")
    record = json.loads(first.read_bytes())
    assert list(record) == ["subject", *(part.name for part in document.parts)]
    assert record["subject"]["organisation"] == "Ashford"
    text = second.read_text(encoding="utf-8")
    assert text.startswith("Everything held on plan EHC-001\n===")
    for part in document.parts:
        assert f"\n{part.title}\n---" in text
    assert "  Casework team: South\n" in text
    assert (
        "Documents\n---------\nDocuments of the plan, each as a file beside this one.\nNothing is held here.\n" in text
    )
    assert "      Evidence:\n        Kind: text\n        Text: what was seen in plan 1\n" in text


def test_two_references_never_share_a_file(filled: Workspace, tmp_path: Path) -> None:
    names = set()
    for ref in ("A/1", "A_1", "A\\1", "../1", "A 1"):
        document = SubjectDocument(ref, {}, ())
        paths = write_subject(document, tmp_path / "out")
        assert all(path.parent == tmp_path / "out" for path in paths)
        names |= {path.name for path in paths}
    assert len(names) == 10


def test_where_one_file_cannot_be_written_neither_is(filled: Workspace, tmp_path: Path) -> None:
    (tmp_path / "out" / "subject-EHC-001.txt").mkdir(parents=True)
    with pytest.raises(AppError, match="it is a folder"):
        write_subject(subject(filled, "EHC-001"), tmp_path / "out")
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["subject-EHC-001.txt"]
