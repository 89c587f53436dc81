"""Hostile and damaged returns are refused with their place, in bounded time, and never half read."""

import subprocess
import sys
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sen2_returns import children, collect_files, planned, write_collect, write_collect_zip, write_xml, xml_lines

from audit_app.domain.problems import AppError
from audit_app.intake.register import RegisterReading
from audit_app.intake.sen2.reading import read_return
from audit_app.intake.sen2.returns import ReturnKind, kind_of

TODAY = date(2026, 11, 22)
SOUND = "\n".join(xml_lines([planned()]))
LAUGHS = (
    '<!DOCTYPE r [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">'
    '<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]>'
)


def read(path: Path) -> RegisterReading:
    kind = kind_of(path)
    assert kind is not None
    return read_return(path, kind, today=TODAY)


def with_sex(text: str) -> str:
    return SOUND.replace("<Sex>F</Sex>", text)


HOSTILE = [
    ("laughs", LAUGHS + with_sex("<Sex>&c;</Sex>"), "declares a DTD"),
    ("dtd", '<!DOCTYPE Message SYSTEM "file:///etc/passwd">' + SOUND, "declares a DTD"),
    ("entity", with_sex("<Sex>&unknown;</Sex>"), "damaged or cut off"),
    ("truncated", SOUND[: len(SOUND) // 2], "damaged or cut off"),
    ("two roots", SOUND + SOUND, "damaged or cut off"),
    ("crossed", with_sex("<Sex><b></Sex></b>"), "damaged or cut off"),
    ("NUL", with_sex("<Sex>\0</Sex>"), "damaged or cut off"),
    ("deep", with_sex("<a>" * 50_000), "32 deep"),
    ("a cell of 1 MB", with_sex(f"<Sex>{'F' * 1_000_000}</Sex>"), "longer than 10,000 characters"),
    ("a tag without end", with_sex(f"<Sex {'a' * 3_000_000}"), "does not end"),
    ("names without end", with_sex("".join(f"<n{number}/>" for number in range(2_000))), "far more names"),
    ("a person without end", with_sex("<Requests></Requests>" * 3_000), "far more than a child"),
    ("nobody", "<Message><Persons/></Message>", "holds no Person"),
    ("another XML", "<rss><channel/></rss>", "holds no Person"),
    ("another encoding", '<?xml version="1.0" encoding="shift-nothing"?>' + SOUND, "damaged or cut off"),
]


@pytest.mark.parametrize(("text", "words"), [case[1:] for case in HOSTILE], ids=[case[0] for case in HOSTILE])
def test_hostile_xml_is_refused(tmp_path: Path, text: str, words: str) -> None:
    path = tmp_path / "return.xml"
    path.write_text(text, encoding="utf-8")
    assert kind_of(path) is ReturnKind.XML
    with pytest.raises(AppError, match=words):
        read(path)


def test_text_in_another_encoding_than_declared_is_refused_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "return.xml"
    path.write_bytes(with_sex("<Sex>ü</Sex>").encode("cp1252"))
    with pytest.raises(AppError, match="line 8: The XML is damaged"):
        read(path)


def test_a_comment_without_end_is_refused_before_it_fills_the_memory(tmp_path: Path) -> None:
    path = tmp_path / "return.xml"
    path.write_text(SOUND.replace("<Sex>", "<!--" + "x" * 5_000_000))
    with pytest.raises(AppError, match="does not end"):
        read(path)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(at=st.integers(0, 3_000), drop=st.integers(0, 5), put=st.binary(max_size=6))
def test_a_mutated_return_is_read_whole_or_refused(tmp_path: Path, at: int, drop: int, put: bytes) -> None:
    text = "\n".join(xml_lines([one.module for one in children(3)])).encode()
    path = tmp_path / "return.xml"
    path.write_bytes(text[:at] + put + text[at + drop :])
    if kind_of(path) is not ReturnKind.XML:
        return
    try:
        reading = read(path)
    except AppError:
        return  # whole or not at all
    assert bool(reading.rows) != bool(reading.problems)


def broken(name: str, change: Callable[[str], str]) -> dict[str, str]:
    files = collect_files([planned(1), planned(2)])
    whole = f"Blade-Export_22-11-2026_{name}.csv"
    return files | {whole: change(files[whole])}


EXPORTS = [
    (broken("requests", lambda text: text.replace("2,N2,2", "2,N2,77")), "belongs to no row of person"),
    (broken("person", lambda text: text.replace("\n2,", "\n1,")), "“1” stands in row 2 already"),
    (broken("person", lambda text: text.replace("\n2,", "\n,")), "The key of the row is empty"),
    (broken("person", lambda text: text.replace("upn", "sex")), "heading stands twice"),
    (broken("person", lambda text: text.replace("Robin", "x" * 1_000_000)), "longer than 131,072"),
    (broken("person", lambda text: text.replace("Robin", "\0")), "control character"),
    (broken("person", lambda text: f"{text.rstrip()},more"), "more cells"),
    ({"person.csv": "persontableid", "requests.csv": "requeststableid"}, "these are missing: assessment"),
    (collect_files([planned()]) | {"other_person.csv": "persontableid"}, "are both person"),
]


@pytest.mark.parametrize(("files", "words"), EXPORTS, ids=[words for _, words in EXPORTS])
def test_a_damaged_export_is_refused(tmp_path: Path, files: dict[str, str], words: str) -> None:
    path = tmp_path / "export.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    assert kind_of(path) is ReturnKind.ZIP
    with pytest.raises(AppError, match=words):
        read(path)


def test_a_zip_bomb_is_refused(tmp_path: Path) -> None:
    path = write_collect_zip(tmp_path / "export.zip", [planned()])
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("bomb.bin", b"\0" * 60_000_000)
    with pytest.raises(AppError, match="zip bomb"):
        read(path)


def test_a_folder_without_an_export_is_refused(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("nothing")
    with pytest.raises(AppError, match="nine files"):
        read(tmp_path)


def test_dates_of_an_export_may_be_in_its_own_form_or_ours(tmp_path: Path) -> None:
    folder = write_collect(tmp_path / "export", [planned()])
    (file,) = folder.glob("*_person.csv")
    file.write_text(file.read_text().replace("2015-Mar-01 00:00:00", "2015-03-01"))
    assert read(folder).rows[0]["date_of_birth"] == "2015-03-01"
    file.write_text(file.read_text().replace("2015-03-01", "2015-Mrz-01 00:00:00"))
    assert [problem.place.column for problem in read(folder).problems] == ["PersonBirthDate"]


@pytest.mark.parametrize(
    "text", ["plan_ref,final_date\nA,2024-01-01\n", "<html><table><tr><td>plan_ref", "a,<b>\n1,2\n"]
)
def test_tables_and_pages_are_no_returns(tmp_path: Path, text: str) -> None:
    path = tmp_path / "file.xml"
    path.write_text(text)
    assert kind_of(path) is None


_PEAK = """
import sys, tracemalloc
from pathlib import Path
from audit_app.intake.sen2.returns import ReturnKind, open_return
tracemalloc.start()
with open_return(Path(sys.argv[1]), ReturnKind.XML) as source:
    count = sum(1 for _ in source.persons())
print(count, tracemalloc.get_traced_memory()[1])
"""


def peak_of(path: Path) -> tuple[int, int]:
    done = subprocess.run([sys.executable, "-c", _PEAK, str(path)], capture_output=True, text=True, check=True)
    count, peak = done.stdout.split()
    return int(count), int(peak)


def test_memory_of_reading_persons_does_not_grow_with_the_file(tmp_path: Path) -> None:
    found = []
    for count in (1_000, 10_000):
        path = write_xml(tmp_path / f"{count}.xml", (one.module for one in children(count)))
        read_, peak = peak_of(path)
        assert read_ == count
        found.append(peak)
    assert found[1] < found[0] * 1.1
