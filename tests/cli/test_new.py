"""A new workspace comes with its recovery sheet, whole or not at all; what is still open is a reminder."""

import os
import stat
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from cli_builders import BEN, MARY, Desk

from audit_app.composition import Composition


def new(desk: Desk, *more: object) -> tuple[object, ...]:
    """The words that make Ashford's workspace."""
    return ("new", desk.workspace, "--organisation", "Ashford", *more)


def user_called(name: str) -> Callable[[Composition], Composition]:
    """The same machine, where the system knows the user by this name."""
    return lambda composition: replace(composition, user=name)


def test_without_a_terminal_the_sheet_is_printed_and_the_person_is_the_systems_user(desk: Desk) -> None:
    desk.changed = user_called("mhill")
    said = desk.run(*new(desk))
    assert said.code == 0
    assert said.lines[0] == "RECOVERY SHEET"
    assert "Organisation: Ashford" in said.lines
    assert said.faults[0] == f"{desk.workspace} is made."
    assert "second person" in said.faults[1]
    assert "second backup place" in said.faults[2]
    assert [person["name"] for person in desk.run("people", "list", desk.workspace, "--json").json] == ["mhill"]


def test_the_ending_is_added_where_the_name_lacks_it(desk: Desk) -> None:
    assert desk.run("new", desk.folder / "Ashford", "--organisation", "Ashford", "--person", "Mary").code == 0
    assert (desk.workspace / "keys.json").exists()


def test_the_recovery_file_is_whole_and_its_owners_alone(desk: Desk) -> None:
    sheet = desk.folder / "sheet.txt"
    said = desk.run(*new(desk, "--person", "Mary", "--recovery", sheet))
    assert said.code == 0
    assert said.out == ""
    assert sheet.read_text(encoding="utf-8").startswith("RECOVERY SHEET\n")
    if os.name != "nt":
        assert stat.S_IMODE(sheet.stat().st_mode) == 0o600
    assert f"Its recovery sheet is in {sheet}" in said.err


def test_a_recovery_file_that_is_there_is_never_overwritten(desk: Desk) -> None:
    sheet = desk.file("sheet.txt", "the sheet of another workspace")
    said = desk.run(*new(desk, "--recovery", sheet))
    assert said.code == 1
    assert said.faults == [f"{sheet} exists already and may be another workspace's sheet. Choose another name."]
    assert sheet.read_text(encoding="utf-8") == "the sheet of another workspace"
    assert not desk.workspace.exists()


def test_a_recovery_folder_that_is_missing_is_told_before_anything_is_made(desk: Desk) -> None:
    said = desk.run(*new(desk, "--recovery", desk.folder / "nowhere" / "sheet.txt"))
    assert said.code == 1
    assert "nowhere does not exist" in said.err
    assert not desk.workspace.exists()


def test_a_second_backup_place_inside_the_workspace_leaves_nothing_behind(desk: Desk) -> None:
    said = desk.run(*new(desk, "--person", "Mary", "--second-backup", desk.workspace / "copies"))
    assert said.code == 1
    assert said.faults == ["The second place lies inside the workspace. Choose one on another disk or a share."]
    assert said.out == ""
    assert [path.name for path in desk.folder.iterdir()] == ["data"]


def test_a_workspace_whose_sheet_could_not_be_printed_is_taken_back(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_console: object, _text: str) -> None:
        raise BrokenPipeError

    monkeypatch.setattr("audit_app.cli.console.Console.say", broken)
    monkeypatch.setattr("audit_app.cli.run._drop_output", lambda _console: None)
    assert desk.run(*new(desk, "--person", "Mary")).code == 1
    assert not desk.workspace.exists()


def test_a_second_backup_place_is_remembered(desk: Desk) -> None:
    said = desk.run(*new(desk, "--person", "Mary", "--second-backup", desk.folder / "share"))
    assert said.code == 0
    assert "backup place" not in said.err
    folders = desk.run("backup", desk.workspace).lines
    assert len(folders) == 2
    assert Path(folders[1]).is_relative_to(desk.folder / "share")


def test_a_place_that_is_taken_is_refused(desk: Desk) -> None:
    desk.new()
    said = desk.run(*new(desk))
    assert said.code == 1
    assert said.faults[0].startswith(f"{desk.workspace} exists already.")


def test_an_unsuitable_place_is_refused_with_the_reason(desk: Desk) -> None:
    reason = "It lies on a network share."
    desk.changed = lambda one: replace(one, means=replace(one.means, unsuitable=lambda _path: reason))
    said = desk.run(*new(desk, "--person", "Mary"))
    assert (said.code, said.faults) == (1, [reason])


def test_a_short_passphrase_is_refused_and_nothing_is_made(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EHCP_AUDIT_PASSPHRASE", "short")
    said = desk.run(*new(desk, "--person", "Mary"))
    assert said.code == 1
    assert said.faults == ["The passphrase has 5 characters. Choose at least 8."]
    assert not desk.workspace.exists()


def test_where_the_system_knows_no_user_the_name_must_be_given(desk: Desk) -> None:
    desk.changed = user_called("")
    said = desk.run(*new(desk))
    assert said.code == 2
    assert said.faults == ["The system does not say who you are. Give your name with --person."]


def test_at_a_terminal_name_and_passphrase_are_asked_for(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("EHCP_AUDIT_PASSPHRASE")
    desk.changed = user_called("mhill")
    said, asked = desk.typing("Mary", MARY, MARY, words=new(desk))
    assert said.code == 0
    assert asked == ["Your name [mhill]: ", "Passphrase: ", "Passphrase, once more: "]
    said, _ = desk.typing(MARY, words=("people", "list", desk.workspace))
    assert said.out.startswith("Mary (")


def test_two_passphrases_that_differ_make_nothing(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("EHCP_AUDIT_PASSPHRASE")
    said, _ = desk.typing(MARY, BEN, words=new(desk, "--person", "Mary"))
    assert said.code == 1
    assert said.err.startswith("The two passphrases differ")
    assert not desk.workspace.exists()


def test_an_empty_answer_takes_the_systems_user(desk: Desk) -> None:
    desk.changed = user_called("mhill")
    assert desk.typing("", words=new(desk))[0].code == 0
    assert desk.run("people", "list", desk.workspace).out.startswith("mhill (")
