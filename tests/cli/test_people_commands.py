"""People are added, listed and removed; the recovery sheet gives a forgotten passphrase back."""

import pytest
from cli_builders import BEN, MARY, Desk


@pytest.fixture
def ashford(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """Mary's workspace; a new passphrase in the environment is Ben's."""
    desk.new()
    monkeypatch.setenv("EHCP_AUDIT_NEW_PASSPHRASE", BEN)
    return desk


def add_ben(desk: Desk, *roles: str) -> None:
    """Ben of the health agency."""
    options = [word for role in roles for word in ("--role", role)]
    said = desk.run("people", "add", desk.workspace, "Ben", "--agency", "health", *options, "--team", "East")
    assert said.code == 0, said.err
    assert said.out.startswith("Ben (")


def test_an_added_person_opens_the_workspace_with_their_own_passphrase(ashford: Desk) -> None:
    add_ben(ashford, "auditor", "moderator")
    file = ashford.file("ben", BEN)
    said = ashford.run("people", "list", ashford.workspace, "--json", "--passphrase-file", file, "--as", "Ben")
    assert said.code == 0
    ben = next(person for person in said.json if person["name"] == "Ben")
    assert ben["agency"] == "health"
    assert ben["roles"] == ["auditor", "moderator"]
    assert ben["teams"] == ["East"]
    assert ben["can_open"] is True


def test_a_person_without_a_named_role_reads(ashford: Desk) -> None:
    add_ben(ashford)
    assert "health; reader" in ashford.run("people", "list", ashford.workspace).out


def test_a_second_person_of_the_same_name_is_refused(ashford: Desk) -> None:
    add_ben(ashford)
    said = ashford.run("people", "add", ashford.workspace, "Ben", "--agency", "education")
    assert said.code == 1
    assert said.faults[0].startswith("Ben can open this workspace already.")


def test_who_may_not_manage_people_is_refused_before_a_passphrase_is_asked(ashford: Desk) -> None:
    add_ben(ashford, "auditor")
    file = ashford.file("ben", BEN)
    said = ashford.run(
        "people", "add", ashford.workspace, "Cara", "--agency", "health", "--passphrase-file", file, "--as", "Ben"
    )
    assert said.code == 1
    assert said.faults == ["Ben has no right to manage people. Ask an owner of the workspace."]


def test_a_removed_person_cannot_open_it_and_the_others_can(ashford: Desk) -> None:
    add_ben(ashford, "auditor")
    said = ashford.run("people", "remove", ashford.workspace, "Ben")
    assert said.code == 0
    assert said.lines == ["Ben cannot open the workspace any more, and the database has a new key."]
    assert ashford.run("check", ashford.workspace, "--passphrase-file", ashford.file("ben", BEN)).code == 1
    after = ashford.run("check", ashford.workspace)
    assert after.code == 0, after.err
    assert "no role; cannot open it" in ashford.run("people", "list", ashford.workspace).out


def test_nobody_removes_themselves_or_somebody_unknown(ashford: Desk) -> None:
    said = ashford.run("people", "remove", ashford.workspace, "Mary")
    assert (said.code, said.faults) == (1, ["Nobody can remove themselves. Ask another owner to do it."])
    said = ashford.run("people", "remove", ashford.workspace, "Zoe")
    assert (said.code, said.faults) == (1, ["Nobody called Zoe can open this workspace. Those who can: Mary."])
    assert ashford.run("check", ashford.workspace).code == 0


def test_the_recovery_sheet_gives_a_person_a_new_passphrase(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    sheet = desk.folder / "sheet.txt"
    desk.run("new", desk.workspace, "--organisation", "Ashford", "--person", "Mary", "--recovery", sheet)
    new = desk.file("new", BEN)
    said = desk.run("recover", desk.workspace, "Mary", "--sheet", sheet, "--new-passphrase-file", new)
    assert said.code == 0, said.err
    assert said.lines == ["Mary has new keys and a new passphrase."]
    assert desk.run("check", desk.workspace).code == 1
    monkeypatch.setenv("EHCP_AUDIT_PASSPHRASE", BEN)
    after = desk.run("check", desk.workspace)
    assert after.code == 0, after.err


def test_the_sheet_may_be_typed(desk: Desk) -> None:
    desk.workspace.parent.mkdir(exist_ok=True)
    printed = desk.run("new", desk.workspace, "--organisation", "Ashford", "--person", "Mary").lines
    rows = [line.split()[1:] for line in printed if line[:4].strip().isdigit()]
    groups = " ".join(group.lower() for row in rows for group in row)
    said, asked = desk.typing(groups, BEN, BEN, words=("recover", desk.workspace, "Mary"))
    assert said.code == 0, said.err
    assert asked[0] == "The thirteen groups of the sheet, in order: "


def test_each_slip_on_a_sheet_is_a_line_of_its_own(ashford: Desk) -> None:
    sheet = ashford.file("sheet", "AAAAA BBBBB CCCCC")
    said = ashford.run("recover", ashford.workspace, "Mary", "--sheet", sheet)
    assert said.code == 1
    assert said.faults[0] == "A sheet has 13 groups of 5; 3 were typed."
    assert len(said.faults) >= 3


def test_another_workspaces_sheet_opens_nothing(ashford: Desk) -> None:
    other = ashford.folder / "Other.ehcpaudit"
    sheet = ashford.folder / "sheet.txt"
    ashford.run("new", other, "--organisation", "Other", "--person", "Mary", "--recovery", sheet)
    said = ashford.run("recover", ashford.workspace, "Mary", "--sheet", sheet)
    assert said.code == 1
    assert said.faults[0].startswith("These keys do not open this workspace.")
    assert ashford.run("check", ashford.workspace).code == 0


def test_without_a_terminal_a_sheet_must_be_given(ashford: Desk) -> None:
    said = ashford.run("recover", ashford.workspace, "Mary")
    assert said.code == 2
    assert said.faults[0].endswith("Give --sheet FILE.")


def test_mary_is_still_mary(ashford: Desk) -> None:
    add_ben(ashford, "auditor")
    file = ashford.file("mary", f"{MARY}\n")
    assert ashford.run("check", ashford.workspace, "--passphrase-file", file, "--as", "Mary").code == 0
