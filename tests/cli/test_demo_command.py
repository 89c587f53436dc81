"""The demo is made in the app's own folder unless another is named, and opens with the printed passphrase."""

from pathlib import Path

from cli_builders import Desk


def test_the_register_of_a_fictional_partnership_opens_with_the_printed_passphrase(desk: Desk) -> None:
    said = desk.run("demo", "--no-window", "--register-only", "--seed", "7")
    assert said.code == 0, said.err
    folder, passphrase = said.lines
    assert Path(folder).parent == desk.folder / "data" / "workspaces"
    file = desk.file("passphrase", passphrase.removeprefix("Passphrase: "))
    words = ("--cycle", "weekly", "--size", "6", "--seed", "s", "--on", "2026-11-22", "--json")
    drawn = desk.run("sample", folder, *words, "--passphrase-file", file)
    assert drawn.code == 0, drawn.err
    assert len(drawn.json["plans"]) == 6
    assert "is fictional" in said.faults[0]
    assert "owner" in said.err


def test_a_demo_that_is_there_is_never_overwritten(desk: Desk) -> None:
    place = desk.folder / "here"
    (place / "Larkmere.ehcpaudit").mkdir(parents=True)
    said = desk.run("demo", "--dir", place, "--register-only")
    assert said.code == 1
    assert "exists already" in said.err
