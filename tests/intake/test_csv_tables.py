"""CSV files in every encoding and shape, and what is refused with its place."""

from pathlib import Path

import pytest
from intake_builders import write_csv

from audit_app.domain.problems import AppError, Place
from audit_app.intake.limits import Limits
from audit_app.intake.tables import open_table

NAMES = "plan_ref,setting_name\r\n1,Zoë’s School\r\n2,Łódź £5\r\n"
WESTERN = "plan_ref,setting_name\r\n1,Zoë’s School – £5\r\n"


def read(path: Path, limits: Limits | None = None) -> tuple[tuple[str, ...], list[tuple[int, list[object]]]]:
    with open_table(path, lambda _: True, limits or Limits()) as table:
        return table.headings, [(number, list(cells)) for number, cells in table.rows]


def refused(path: Path, limits: Limits | None = None) -> tuple[str, Place]:
    with pytest.raises(AppError) as caught:
        read(path, limits)
    (problem,) = caught.value.problems
    assert caught.value.message == str(problem)
    return problem.message, problem.place


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_unicode_is_read_rightly_with_and_without_a_mark(tmp_path: Path, encoding: str) -> None:
    headings, rows = read(write_csv(tmp_path, NAMES, encoding))
    assert headings == ("plan_ref", "setting_name")
    assert rows == [(2, ["1", "Zoë’s School"]), (3, ["2", "Łódź £5"])]


@pytest.mark.parametrize("mark", [b"\xff\xfe", b"\xfe\xff"])
def test_utf_16_with_either_mark_is_read(tmp_path: Path, mark: bytes) -> None:
    path = tmp_path / "register.csv"
    path.write_bytes(mark + NAMES.encode("utf-16-le" if mark == b"\xff\xfe" else "utf-16-be"))
    assert read(path)[1][1] == (3, ["2", "Łódź £5"])


def test_windows_1252_is_read_when_the_bytes_are_no_utf_8(tmp_path: Path) -> None:
    assert read(write_csv(tmp_path, WESTERN, "cp1252"))[1] == [(2, ["1", "Zoë’s School – £5"])]


def test_bytes_that_windows_1252_does_not_have_are_refused_with_the_line(tmp_path: Path) -> None:
    path = tmp_path / "register.csv"
    path.write_bytes(b"plan_ref,setting_name\n1,a\n2,b\x81c\n")
    message, place = refused(path)
    assert "byte 81" in message
    assert place == Place(file="register.csv", line=3)


def test_utf_8_with_damage_is_not_taken_for_windows_1252(tmp_path: Path) -> None:
    path = tmp_path / "register.csv"
    path.write_bytes("plan_ref,setting_name\n1,Zoë\n".encode() + b"2,Zo\xeb\n")
    message, place = refused(path)
    assert "part of it is UTF-8" in message
    assert place.line == 2


def test_utf_16_cut_in_the_middle_of_a_character_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "register.csv"
    path.write_bytes(NAMES.encode("utf-16")[:-1])
    assert "UTF-16" in refused(path)[0]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_delimiters_and_newlines_are_found(tmp_path: Path, delimiter: str, newline: str) -> None:
    lines = [delimiter.join(row) for row in (("plan_ref", "a", "b"), ("1", "x", ""), ("2", "", "y"))]
    assert read(write_csv(tmp_path, newline.join(lines)))[1] == [(2, ["1", "x", ""]), (3, ["2", "", "y"])]


def test_mixed_newlines_quoted_newlines_and_quoted_delimiters_are_read(tmp_path: Path) -> None:
    text = 'plan_ref,"a; b;; c"\n1,"two\r\nlines, and ""more"""\r2,x\r\n'
    assert read(write_csv(tmp_path, text))[1] == [(2, ["1", 'two\r\nlines, and "more"']), (3, ["2", "x"])]


def test_blank_lines_are_passed_over_but_counted(tmp_path: Path) -> None:
    assert read(write_csv(tmp_path, "plan_ref,a\n\n1,x\n,\n2,y\n\n"))[1] == [(3, ["1", "x"]), (5, ["2", "y"])]


def test_short_rows_are_filled_up_and_empty_cells_beyond_the_headings_ignored(tmp_path: Path) -> None:
    assert read(write_csv(tmp_path, "plan_ref,a,,\n1\n2,y,,\n"))[1] == [(2, ["1", ""]), (3, ["2", "y"])]


@pytest.mark.parametrize(
    ("text", "words", "place"),
    [
        ("plan_ref,a\n1,x\n2,y,z\n", "3 cells", Place(file="register.csv", row=3)),
        ("plan_ref,,a\n1,x,y\n", "without a heading", Place(file="register.csv", row=2)),
        ("plan_ref,a\n1,\x00\n", "NUL", Place(file="register.csv", line=2)),
        ("plan_ref,a\n1,x\n2,\x1b\n", "U+001B", Place(file="register.csv", line=3)),
        ("plan_ref,a\n1,\u0081é\n", "U+0081", Place(file="register.csv", line=2)),
        ('plan_ref,a\n1,"x\n2,y\n', "never closed", Place(file="register.csv", row=2, line=2)),
        ('plan_ref,a\n1,"x" y\n', "closing quotation mark", Place(file="register.csv", row=2, line=2)),
        ("plan_ref,a,Plan_Ref\n1,x,2\n", "stands twice", Place(file="register.csv", row=1, column="Plan_Ref")),
        ("plan_ref,a\n", "no rows", Place(file="register.csv", row=1)),
        ("\n \n", "no headings", Place(file="register.csv", row=2)),
        ("\n\n", "no text", Place(file="register.csv")),
        ("", "empty", Place(file="register.csv")),
        ("\ufeff", "no text", Place(file="register.csv")),
        ("plan_ref,a\n1," + "x" * 1_000_001 + "\n", "131,072", Place(file="register.csv", row=2, line=2)),
        ("<html><table><tr><td>plan_ref", "web page", Place(file="register.csv")),
        ('<?xml version="1.0"?><root/>', "XML", Place(file="register.csv")),
    ],
)
def test_what_is_wrong_is_refused_with_its_place(tmp_path: Path, text: str, words: str, place: Place) -> None:
    message, found = refused(write_csv(tmp_path, text))
    assert words in message
    assert found == place


@pytest.mark.parametrize(
    ("start", "words"),
    [
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 50, "PNG"),
        (b"\xff\xd8\xff\xe0" + b"\0" * 50, "JPEG"),
        (b"%PDF-1.7\n", "PDF"),
        (b"GIF89a", "GIF"),
        (b"\x1f\x8b\x08", "compressed"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 5000, "old Excel workbook"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 4080 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 50,
            "protected with a password",
        ),
        (b"PK\x05\x06" + b"\0" * 18, "no Excel workbook"),
        (b"PK\x03\x04 and then nothing", "damaged"),
    ],
)
@pytest.mark.parametrize("name", ["register.csv", "register.xlsx"])
def test_other_files_are_recognised_by_content_whatever_their_name(
    tmp_path: Path, start: bytes, words: str, name: str
) -> None:
    path = tmp_path / name
    path.write_bytes(start)
    message, place = refused(path)
    assert words in message
    assert place == Place(file=name)


def test_a_heading_that_begins_like_a_zip_file_is_text(tmp_path: Path) -> None:
    assert read(write_csv(tmp_path, "PK_ref,a\n1,x\n"))[0] == ("PK_ref", "a")


def test_a_million_columns_are_refused(tmp_path: Path) -> None:
    message, _ = refused(write_csv(tmp_path, ",".join(f"c{n}" for n in range(1_000_000)) + "\n1\n"))
    assert "1,000,000 columns" in message


def test_a_missing_file_and_a_folder_are_named(tmp_path: Path) -> None:
    assert "no such file" in refused(tmp_path / "none.csv")[0]
    assert "folder" in refused(tmp_path)[0]
    assert "no such file" in refused(tmp_path / "a\0b.csv")[0]


@pytest.mark.parametrize(
    ("limits", "words"),
    [
        (Limits(file_bytes=20), "MB"),
        (Limits(rows=1), "more than 1 rows"),
        (Limits(columns=1), "2 columns"),
        (Limits(lines=2), "more than 2 lines"),
        (Limits(record=30), "quotation mark is probably not closed"),
    ],
)
def test_limits_are_kept(tmp_path: Path, limits: Limits, words: str) -> None:
    path = write_csv(tmp_path, 'plan_ref,a\n1,"\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n"\n2,y\n')
    assert words in refused(path, limits)[0]


def test_a_very_long_line_is_refused_before_it_is_held(tmp_path: Path) -> None:
    path = write_csv(tmp_path, "plan_ref,a\n" + "x" * 3_000_000)
    assert "longer than 2,000,000" in refused(path, Limits(record=2_000_000))[0]


def test_a_header_that_is_read_leaves_the_file_closed(tmp_path: Path) -> None:
    path = write_csv(tmp_path, "plan_ref\n1\n2\n")
    with open_table(path, lambda _: True) as table:
        assert next(table.rows) == (2, ["1"])
    with pytest.raises(ValueError, match="closed"):
        next(table.rows)
