"""`wording` flags any text: a line or a JSON object a flag, exit 0 whatever is found."""

from pathlib import Path

import pytest
from cli_builders import Desk

TEXT = "Sam will have access to a laptop as required.\nHe reads daily.\n"


def test_each_flag_is_an_object_with_where_and_why(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "f.txt"
    path.write_text(TEXT, encoding="utf-8")
    said = desk.run("wording", path, "--json")
    assert said.code == 0
    first, second = said.json
    assert {name: first[name] for name in ("offset", "length", "text", "class", "severity")} == {
        "offset": 14,
        "length": 9,
        "text": "access to",
        "class": "access",
        "severity": "high",
    }
    assert first["why"]
    assert TEXT[second["offset"] :].startswith("as required")


def test_in_words_each_flag_has_its_line_and_the_end_says_that_nobody_ruled(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "f.txt"
    path.write_bytes(TEXT.encode("utf-16"))
    said = desk.run("wording", path)
    assert said.code == 0
    assert said.lines[0].startswith("line 1: “access to” (high) ")
    assert (
        said.lines[-1] == "2 phrases flagged. A flag is a question, not a ruling: in its place a phrase can be right."
    )


@pytest.mark.parametrize("content", [b"", b"Two hours a week with a teacher.\n"])
def test_a_text_without_flags_is_a_result_too(desk: Desk, tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "f.txt"
    path.write_bytes(content + b"\n")
    assert desk.run("wording", path, "--json").json == []
    assert "No phrase of the list was found" in desk.run("wording", path).lines[0]


def test_sections_are_read_by_their_headings(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "plan.txt"
    path.write_text("Section A\nI like support.\nSection E\nSam will improve.\n", encoding="utf-8")
    (flag,) = desk.run("wording", path, "--json").json
    assert (flag["text"], flag["class"]) == ("improve", "weak_verb")


def test_what_is_no_text_is_a_fault(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "f.txt"
    path.write_bytes(b"a\0b")
    said = desk.run("wording", path)
    assert said.code == 1
    assert "f.txt" in said.err
    assert desk.run("wording", tmp_path / "nowhere.txt").code == 1


@pytest.mark.parametrize("begins", [b"%PDF-1.7\n\xff", b"PK\x03\x04\xff"])
def test_a_document_is_told_what_takes_it_in(desk: Desk, tmp_path: Path, begins: bytes) -> None:
    path = tmp_path / "plan.docx"
    path.write_bytes(begins)
    said = desk.run("wording", path)
    assert said.code == 1
    assert "plan.docx is a document and no plain text" in said.err
    assert "import plan" in said.err
