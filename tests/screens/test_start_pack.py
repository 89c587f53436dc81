"""From an invitation to an open workspace on the start screen; each refusal beside what it is about."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from member_world import MEMBER, PLANS, ChairWorld, code, member
from pytestqt.qtbot import QtBot
from qt_support import unnamed
from start_support import Start, click, started, type_into

from audit_app.exchange.header import Kind
from audit_app.services.member.assignments import assignments

CHAIR = ChairWorld()
WORDS = "lantern otter meadow"


@pytest.fixture(scope="module")
def invitation() -> bytes:
    """The first pack."""
    return CHAIR.invitation(CHAIR.assignment(refs=PLANS[:1]))


@pytest.fixture
def start(tmp_path: Path, qtbot: QtBot) -> Iterator[Start]:
    """The start screen."""
    with started(tmp_path, qtbot) as made:
        yield made


def open_pack(start: Start, data: bytes, tmp_path: Path) -> None:
    file = tmp_path / "pack.ehcppack"
    file.write_bytes(data)
    start.dialogs.answers[:] = [file]
    click(start.view.choose.pack)


def fill(start: Start, words: str = " ".join(code()), passphrase: str = WORDS, again: str = WORDS) -> None:
    page = start.view.pack
    type_into(page.code_field, words)
    type_into(page.passphrase, passphrase)
    type_into(page.again, again)
    click(page.open)


def test_invitation_opens_into_a_workspace_of_its_own(start: Start, tmp_path: Path, invitation: bytes) -> None:
    open_pack(start, invitation, tmp_path)
    assert start.view.page_now() is start.view.pack
    assert "Mary Quill" in start.view.pack.said.text()
    assert not unnamed(start.view)
    fill(start, "  ".join(code()).upper())
    assert start.session.is_open
    assert start.session.workspace.person.id == MEMBER
    assert len(assignments(start.session.workspace)) == 1
    assert start.view.pack.passphrases() == ("", "")
    assert start.view.pack.code.text() == ""


def test_dropped_pack_is_looked_at_as_a_chosen_one_is(start: Start, tmp_path: Path, invitation: bytes) -> None:
    file = tmp_path / "pack.ehcppack"
    file.write_bytes(invitation)
    start.view.choose.drop.dropped.emit(file)
    assert start.view.page_now() is start.view.pack
    click(start.view.pack.back)
    assert start.view.page_now() is start.view.choose


def test_wrong_words_and_passphrases_are_said_beside_their_fields(
    start: Start, tmp_path: Path, invitation: bytes
) -> None:
    open_pack(start, invitation, tmp_path)
    page = start.view.pack
    fill(start, "", "short", "other")
    assert "missing" in page.code_field.problem.text()
    assert page.passphrase.problem.text()
    assert "not the same" in page.again.problem.text()
    fill(start, " ".join(code()[:5]))
    assert "6 words" in page.code_field.problem.text()
    fill(start, " ".join(code()[::-1]))
    assert "do not open this pack" in page.code_field.problem.text()
    assert not start.session.is_open
    fill(start)
    assert start.session.is_open


def test_file_that_is_no_pack_and_a_later_pack_say_what_to_do(start: Start, tmp_path: Path) -> None:
    open_pack(start, b"no pack at all", tmp_path)
    assert "not a pack" in start.view.choose.banner.text.text()
    with member(tmp_path / "elsewhere", CHAIR) as small:
        later = CHAIR.to(small, Kind.ASSIGN, CHAIR.assignment(2), 2)
    open_pack(start, later, tmp_path)
    assert "Open that workspace below" in start.view.choose.banner.text.text()
    assert start.view.page_now() is start.view.choose


@pytest.mark.parametrize(("answer", "opened"), [("open", "unlock"), ("beside", ""), ("", "pack")])
def test_second_invitation_asks_whether_to_open_the_workspace_or_to_make_one_beside_it(
    start: Start, tmp_path: Path, invitation: bytes, answer: str, opened: str
) -> None:
    open_pack(start, invitation, tmp_path)
    fill(start)
    first = start.session.workspace.folder
    start.session.lock()
    start.view.show_with()
    open_pack(start, invitation, tmp_path)
    start.dialogs.answers[:] = [answer]
    fill(start)
    assert start.session.is_open is (answer == "beside")
    if answer == "beside":
        assert start.session.workspace.folder != first
    else:
        assert start.view.page_now() is getattr(start.view, opened)
