"""A passphrase comes from a file, the environment or a question; a refused one is 1, none at all is 2."""

from pathlib import Path

import pytest
from cli_builders import BEN, MARY, Desk


@pytest.fixture
def ashford(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """A desk with Mary's workspace and nothing in the environment."""
    desk.new()
    monkeypatch.delenv("EHCP_AUDIT_PASSPHRASE")
    return desk


def listed(desk: Desk, *more: object) -> tuple[object, ...]:
    """The words of the shortest command that opens the workspace."""
    return ("people", "list", desk.workspace, *more)


ENDINGS = {"none": "", "unix": "\n", "windows": "\r\n", "more lines": "\nsecond line\n"}


@pytest.mark.parametrize("ending", ENDINGS.values(), ids=ENDINGS.keys())
def test_the_first_line_of_a_file_is_the_passphrase(ending: str, ashford: Desk) -> None:
    file = ashford.folder / "passphrase"
    file.write_bytes((MARY + ending).encode())
    assert ashford.run(*listed(ashford, "--passphrase-file", file)).code == 0


def test_a_byte_order_mark_is_no_part_of_the_passphrase(ashford: Desk) -> None:
    file = ashford.folder / "passphrase"
    file.write_bytes(b"\xef\xbb\xbf" + MARY.encode() + b"\r\n")
    assert ashford.run(*listed(ashford, "--passphrase-file", file)).code == 0


@pytest.mark.parametrize("typed", [f" {MARY}", f"{MARY} ", MARY.upper(), MARY[:-1], f"{MARY}\t"])
def test_blanks_and_capitals_count(typed: str, ashford: Desk) -> None:
    said = ashford.run(*listed(ashford, "--passphrase-file", ashford.file("passphrase", f"{typed}\n")))
    assert said.code == 1
    assert said.faults[0].startswith("The passphrase is not right.")
    assert said.out == ""


def test_the_file_goes_before_the_environment(ashford: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EHCP_AUDIT_PASSPHRASE", MARY)
    assert ashford.run(*listed(ashford)).code == 0
    said = ashford.run(*listed(ashford, "--passphrase-file", ashford.file("passphrase", BEN)))
    assert said.code == 1


def test_a_passphrase_file_that_is_not_there_or_no_text_is_1(ashford: Desk) -> None:
    missing = ashford.run(*listed(ashford, "--passphrase-file", ashford.folder / "no file"))
    assert (missing.code, missing.faults) == (1, [f"There is no {ashford.folder / 'no file'}. Check the name."])
    folder = ashford.run(*listed(ashford, "--passphrase-file", ashford.folder))
    assert (folder.code, folder.faults) == (1, [f"{ashford.folder} is a folder. Give a file."])
    file = ashford.folder / "passphrase"
    file.write_bytes(b"\xff\xfe\x00")
    said = ashford.run(*listed(ashford, "--passphrase-file", file))
    assert said.code == 1
    assert "is not text in UTF-8" in said.err


def test_without_a_terminal_nothing_is_asked(ashford: Desk) -> None:
    said = ashford.run(*listed(ashford))
    assert said.code == 2
    assert said.faults == [
        "There is no passphrase, and without a terminal nothing is asked. "
        "Give --passphrase-file FILE or EHCP_AUDIT_PASSPHRASE."
    ]


def test_at_a_terminal_a_passphrase_may_be_typed_three_times(ashford: Desk) -> None:
    said, asked = ashford.typing("wrong one", "wrong two", MARY, words=listed(ashford))
    assert said.code == 0
    assert asked == ["Passphrase of the workspace: "] * 3
    said, _ = ashford.typing("wrong one", "wrong two", "wrong three", words=listed(ashford, "--as", "Mary"))
    assert said.code == 1
    assert said.err.count("The passphrase is not right.") == 3


def test_an_input_that_ends_is_wrong_use(ashford: Desk) -> None:
    said, _ = ashford.typing(EOFError, words=listed(ashford))
    assert (said.code, said.err) == (2, "Nothing was typed. Start again and type the passphrase.\n")


def test_ctrl_c_at_the_question_is_1_in_one_sentence(ashford: Desk) -> None:
    said, _ = ashford.typing(KeyboardInterrupt, words=listed(ashford))
    assert said.code == 1
    assert said.err == "Stopped. What was saved before is whole, and nothing half done was kept.\n"


def test_a_person_is_named_by_as(ashford: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EHCP_AUDIT_PASSPHRASE", MARY)
    assert ashford.run(*listed(ashford, "--as", "Mary")).code == 0
    said = ashford.run(*listed(ashford, "--as", "Ben"))
    assert said.code == 1
    assert said.faults == ["Nobody called Ben can open this workspace. Those who can: Mary."]


def test_what_is_no_workspace_is_1(ashford: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EHCP_AUDIT_PASSPHRASE", MARY)
    for path in (ashford.folder, ashford.folder / "nowhere", Path("nowhere")):
        said = ashford.run("check", path)
        assert said.code == 1
        assert "is not a workspace" in said.err


def test_what_is_no_workspace_is_told_before_a_passphrase_is_asked_for(ashford: Desk) -> None:
    for words in (("check", ashford.folder), ("restore", ashford.folder / "data", ashford.folder / "again")):
        said, asked = ashford.typing(words=words)
        assert (said.code, asked) == (1, [])
        assert "is not a workspace" in said.err


def test_the_passphrase_is_changed(ashford: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    old, new = ashford.file("old", MARY), ashford.file("new", "mary has a better passphrase\n")
    said = ashford.run("passphrase", ashford.workspace, "--passphrase-file", old, "--new-passphrase-file", new)
    assert (said.code, said.lines) == (0, ["Mary has a new passphrase."])
    assert ashford.run(*listed(ashford, "--passphrase-file", new)).code == 0
    assert ashford.run(*listed(ashford, "--passphrase-file", old)).code == 1


def test_a_new_passphrase_that_is_refused_changes_nothing(ashford: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EHCP_AUDIT_PASSPHRASE", MARY)
    said = ashford.run("passphrase", ashford.workspace, "--new-passphrase-file", ashford.file("new", "short"))
    assert (said.code, said.faults) == (1, ["The passphrase has 5 characters. Choose at least 8."])
    none = ashford.run("passphrase", ashford.workspace)
    assert none.code == 2
    assert none.faults[0].startswith("There is no new passphrase")
    assert ashford.run(*listed(ashford)).code == 0
