"""A plan's document is kept whole and encrypted, comes back as it was, and is gone when its key is forgotten."""

import base64
from collections.abc import Iterator
from pathlib import Path

import pytest
from workspace_builders import Sample, make_sample

from audit_app.domain.problems import AppError
from audit_app.store.backup import back_up
from audit_app.store.check import check
from audit_app.store.documents import (
    About,
    Document,
    document,
    documents_of,
    keep,
    missing,
    original,
    sweep,
    text_of,
)
from audit_app.store.log.erase import Entity, erase
from audit_app.store.workspace import DOCUMENTS, Workspace

SECRET = b"Marisol Quillfeather likes trains"
WORDS = "Marisol Quillfeather likes trains"


@pytest.fixture
def sample(tmp_path: Path) -> Sample:
    return make_sample(tmp_path)


@pytest.fixture
def workspace(sample: Sample) -> Iterator[Workspace]:
    with sample.open() as opened:
        yield opened


def plan_of(workspace: Workspace) -> str:
    return str(workspace.conn.execute("SELECT id FROM entry WHERE plan_ref IS NOT NULL ORDER BY id").fetchone()[0])


def kept(workspace: Workspace, content: bytes = SECRET, about: About | None = None) -> Document:
    return keep(workspace, plan_of(workspace), "plan.docx", "docx", content, WORDS, about or About())


def on_disk(workspace: Workspace) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in workspace.folder.rglob("*") if path.is_file()}


def files_of(workspace: Workspace) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (workspace.folder / DOCUMENTS).iterdir()}


def test_a_document_comes_back_byte_for_byte_with_its_text(workspace: Workspace) -> None:
    made = kept(workspace)
    assert original(workspace, made.id) == SECRET
    assert text_of(workspace, made.id) == WORDS
    assert documents_of(workspace.conn, plan_of(workspace)) == (made,)
    assert document(workspace.conn, made.id) == made


def test_no_file_of_the_workspace_holds_its_words(workspace: Workspace) -> None:
    kept(workspace)
    for content in on_disk(workspace).values():
        for hidden in (SECRET, SECRET[:20], WORDS.encode("utf-16-le"), base64.b64encode(SECRET)[:24]):
            assert hidden not in content


def test_the_same_file_again_changes_nothing(workspace: Workspace) -> None:
    made = kept(workspace)
    before = files_of(workspace), workspace.door.tip
    assert kept(workspace) == made
    assert (files_of(workspace), workspace.door.tip) == before


def test_of_documents_of_one_day_the_one_that_was_added_last_is_the_newest(workspace: Workspace) -> None:
    made = [kept(workspace, b"version %d" % number) for number in range(5)]
    assert len({one.added_on for one in made}) == 1
    assert documents_of(workspace.conn, plan_of(workspace)) == tuple(reversed(made))


def test_a_plan_that_turns_out_to_be_an_advice_says_so_without_a_second_copy(workspace: Workspace) -> None:
    made = kept(workspace)
    again = kept(workspace, about=About("advice", "health", "Speech and language therapy"))
    assert again.id == made.id
    assert document(workspace.conn, made.id).about == About("advice", "health", "Speech and language therapy")
    assert len(list((workspace.folder / DOCUMENTS).iterdir())) == 2


def test_erasing_forgets_the_key_and_the_files_go(workspace: Workspace) -> None:
    made = kept(workspace)
    erase(workspace.conn, workspace.door, [Entity("document", made.id)], reason="retention")
    assert sweep(workspace) == 1
    assert list((workspace.folder / DOCUMENTS).iterdir()) == []
    with pytest.raises(AppError, match="not kept any more"):
        original(workspace, made.id)
    assert documents_of(workspace.conn, plan_of(workspace)) == ()


def test_sweeping_leaves_what_is_kept(workspace: Workspace) -> None:
    made = kept(workspace)
    assert sweep(workspace) == 0
    assert original(workspace, made.id) == SECRET


@pytest.mark.parametrize("part", ["original", "text"])
def test_a_document_that_was_changed_on_disk_is_told_and_never_shown(workspace: Workspace, part: str) -> None:
    made = kept(workspace)
    path = workspace.folder / DOCUMENTS / f"{made.id}.{part}"
    path.write_bytes(bytes([path.read_bytes()[0] ^ 1]) + path.read_bytes()[1:])
    assert missing(workspace) == (made.id,)
    (finding,) = (finding for finding in check(workspace) if finding.name == "documents")
    assert finding.faults == ("plan.docx is missing or damaged: restore the newest backup or add it again",)
    with pytest.raises(AppError, match="missing or damaged"):
        original(workspace, made.id) if part == "original" else text_of(workspace, made.id)


def test_one_document_cannot_be_put_in_the_place_of_another(workspace: Workspace) -> None:
    one, other = kept(workspace), kept(workspace, b"another")
    folder = workspace.folder / DOCUMENTS
    (folder / f"{one.id}.original").write_bytes((folder / f"{other.id}.original").read_bytes())
    with pytest.raises(AppError, match="missing or damaged"):
        original(workspace, one.id)


def test_where_the_disk_refuses_nothing_is_kept(workspace: Workspace) -> None:
    (workspace.folder / DOCUMENTS).mkdir(exist_ok=True)
    tip = workspace.door.tip
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("audit_app.store.document_files.write_whole", refuse)
        with pytest.raises(AppError, match="no room"):
            kept(workspace)
    assert list((workspace.folder / DOCUMENTS).iterdir()) == []
    assert workspace.door.tip == tip


def refuse(path: Path, data: bytes) -> None:
    """Write the first file and refuse the second, as a full disk may."""
    if path.suffix == ".text":
        raise AppError("There is no room left on the disk.")
    path.write_bytes(data)


def test_the_check_stays_clean_and_a_backup_has_the_document(workspace: Workspace) -> None:
    made = kept(workspace)
    assert [fault for finding in check(workspace) for fault in finding.faults] == []
    back_up(workspace)
    assert original(workspace, made.id) == SECRET
