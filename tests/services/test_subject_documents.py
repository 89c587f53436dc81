"""A subject access request gives the documents and the thread too; erasing takes them away; a restore opens them."""

import json
from datetime import date
from pathlib import Path

import pytest
from plan_document import NEED, VAGUE, plan_document
from service_world import World, faults, plan_row, write_rows

from audit_app.domain.people import Agency
from audit_app.domain.problems import AppError
from audit_app.services.auditing import Evidence, give, open_audit
from audit_app.services.erasing import erase, of_one_plan
from audit_app.services.plan_documents import advice_of, change_about, import_plan, plan_text, write_original
from audit_app.services.register.importing import import_register
from audit_app.services.subject import subject
from audit_app.services.thread import items, whole
from audit_app.services.thread.desk import Desk
from audit_app.services.thread.items import NewItem
from audit_app.services.thread.page import thread_page
from audit_app.store.access import events
from audit_app.store.backup import back_up
from audit_app.store.documents import documents_of, original
from audit_app.store.read_trail import plan_ref_of
from audit_app.store.restore import restore
from audit_app.store.vocabulary import KINDS
from audit_app.store.workspace import DOCUMENTS, Workspace
from exports.subject import document_file, write_subject
from forms.model import EvidenceKind
from scoring.plan.text import Place


@pytest.fixture
def review(workspace: Workspace, tmp_path: Path) -> str:
    """A review with a document, an item of its thread, text sent, a flag dismissed and evidence from the text."""
    import_register(workspace, write_rows(tmp_path / "r.csv", [plan_row(1), plan_row(2)]))
    made = open_audit(workspace, plan_ref="EHC-001", cycle="weekly", on=date(2026, 11, 23)).review_id
    import_plan(workspace, "EHC-001", plan_document(tmp_path, "plan.DOCX"))
    page = thread_page(workspace, made)
    need = next(one for one in page.proposals if one.words == NEED)
    items.accept(Desk(workspace, made), [NewItem(need.role, need.section, need.words, need.places, need.id)])
    whole.send(Desk(workspace, made), page.not_understood, "F")
    whole.dismiss_flag(Desk(workspace, made), page.flags[0].flag.id, "named in the next line")
    block = page.flags[0].block
    assert page.document is not None
    quoted = Evidence(EvidenceKind.QUOTATION, VAGUE, "F", document=page.document.id, at=Place(block))
    give(workspace, made, "F2", score=1, evidence=quoted)
    return made


def test_the_thread_is_in_it_item_by_item(workspace: Workspace, review: str) -> None:
    parts = {part.name: part.records for part in subject(workspace, "EHC-001").parts}
    audits: list[dict[str, list[dict[str, list[dict[str, object]]]]]] = json.loads(json.dumps(parts["audits"]))
    (held,) = audits[0]["reviews"]
    assert [(item["words"], item["section"], item["state"]) for item in held["thread_items"]] == [
        (NEED, "B", "accepted")
    ]
    assert held["thread_items"][0]["places"]
    assert [one["section"] for one in held["text_sent_to_sections"]] == ["F"]
    assert [one["reason"] for one in held["flags_dismissed"]] == ["named in the next line"]
    assert held["scores"][0]["evidence"]
    assert parts["documents"][0]["role"] == "plan"
    assert "id" not in parts["documents"][0]


def test_the_documents_are_written_as_they_were_taken_in(workspace: Workspace, review: str, tmp_path: Path) -> None:
    del review
    paths = write_subject(subject(workspace, "EHC-001"), tmp_path / "out")
    assert [path.name for path in paths] == [
        "subject-EHC-001.json",
        "subject-EHC-001.txt",
        "subject-EHC-001-document-1.docx",
    ]
    assert paths[2].read_bytes() == (tmp_path / "plan.DOCX").read_bytes()
    record = json.loads(paths[0].read_bytes())
    assert record["documents"][0]["file"] == paths[2].name
    assert "  File: subject-EHC-001-document-1.docx\n" in paths[1].read_text(encoding="utf-8")


def test_a_document_that_is_lost_on_disk_is_said_to_be_and_the_rest_is_given(
    workspace: Workspace, review: str, tmp_path: Path
) -> None:
    del review
    for path in (workspace.folder / DOCUMENTS).iterdir():
        path.write_bytes(b"overwritten")
    document = subject(workspace, "EHC-001")
    assert document.files == ()
    paths = write_subject(document, tmp_path / "out")
    assert len(paths) == 2
    assert "The document is missing or damaged on disk" in paths[1].read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "ending"),
    [("plan.PDF", ".pdf"), ("no ending", ""), ("../../evil.docx", ".docx"), ("trick.docx/..", ""), ("a.x y", "")],
)
def test_of_the_name_of_a_document_only_its_ending_names_a_file(name: str, ending: str) -> None:
    assert document_file("EHC-001", 2, name) == f"subject-EHC-001-document-2{ending}"


def test_erasing_takes_the_files_and_the_thread_away(workspace: Workspace, review: str) -> None:
    assert list((workspace.folder / DOCUMENTS).iterdir())
    erase(workspace, [of_one_plan(workspace, "EHC-001")], "asked by the family")
    assert list((workspace.folder / DOCUMENTS).iterdir()) == []
    del review
    for column, table in (("words", "thread_item"), ("section", "text_place"), ("reason", "flag_dismissal")):
        held = workspace.conn.execute(f"SELECT {column} FROM {table} WHERE {column} IS NOT NULL")  # noqa: S608 - ours
        assert held.fetchall() == []
    assert workspace.conn.execute("SELECT evidence FROM score WHERE evidence IS NOT NULL").fetchall() == []
    assert faults(workspace) == []


def test_the_trail_names_the_plan_of_everything_in_a_review(workspace: Workspace, review: str) -> None:
    kinds = [kind for kind, spec in KINDS.items() if spec.of_review]
    assert {"thread", "thread_item", "thread_link", "text_place", "flag_dismissal", "score"} <= set(kinds)
    assert {plan_ref_of(workspace.conn, kind, f"{review}.b1") for kind in kinds} == {"EHC-001"}


def test_a_restored_workspace_opens_its_documents(
    world: World, workspace: Workspace, review: str, tmp_path: Path
) -> None:
    del review
    plan = of_one_plan(workspace, "EHC-001").entities
    (held,) = documents_of(workspace.conn, next(one.id for one in plan if one.kind == "entry"))
    before, text = original(workspace, held.id), plan_text(workspace, held.id)
    back_up(workspace)
    workspace.close()
    restored = restore(world.folder / "backups", tmp_path / "again", "Mary has a long passphrase", world.means)
    with restored.workspace as again:
        assert original(again, held.id) == before
        assert plan_text(again, held.id) == text


def test_what_a_document_is_can_be_said_anew(workspace: Workspace, review: str) -> None:
    page = thread_page(workspace, review)
    assert page.document is not None
    change_about(workspace, page.document.id, advice_of(Agency.HEALTH, "therapy"))
    assert thread_page(workspace, review).document is None
    changes = workspace.conn.execute("SELECT count(*) FROM change").fetchone()
    change_about(workspace, page.document.id, advice_of(Agency.HEALTH, "therapy"))
    assert workspace.conn.execute("SELECT count(*) FROM change").fetchone() == changes


def test_a_copy_is_written_once_it_is_noted(workspace: Workspace, review: str, tmp_path: Path) -> None:
    page = thread_page(workspace, review)
    assert page.document is not None
    with pytest.raises(AppError):
        write_original(workspace, page.document, tmp_path / "no such folder" / "copy.docx")
    write_original(workspace, page.document, tmp_path / "copy.docx")
    assert (tmp_path / "copy.docx").read_bytes() == (tmp_path / "plan.DOCX").read_bytes()
    assert [event.act for event in events(workspace.conn) if page.document.id in event.thing] == ["export", "export"]
