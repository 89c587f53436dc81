"""Files made to harm: bombs, entities, mutations. Nothing but AppError comes out, soon and within bounds."""

import io
import socket
import struct
import time
import tracemalloc
import zipfile
import zlib
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TypeVar

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from intake_builders import MAIN, headed, inline, parts, sheet_xml, workbook_bytes, write_parts

from audit_app.domain.problems import AppError
from audit_app.intake.limits import Limits
from audit_app.intake.past_audits import PastAuditsReading, read_past_audits
from audit_app.intake.register import RegisterReading, read_register

Reading = TypeVar("Reading")
TODAY = date(2026, 11, 22)
GOOD = headed(inline("A2", "1"))
LAUGHS = '<!DOCTYPE lolz [<!ENTITY a "lol">' + "".join(
    f'<!ENTITY {after} "{f"&{before};" * 10}">' for before, after in zip("abcdefgh", "bcdefghi", strict=True)
)
EXTERNAL = '<!DOCTYPE x [<!ENTITY e SYSTEM "http://example.invalid/secret">'
FILE_ENTITY = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">'


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a file that is read must not open a connection")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "create_connection", refuse)


def refused(path: Path, limits: Limits | None = None) -> str:
    """The refusal, which must come within ten seconds and 300 MB."""
    tracemalloc.start()
    begun = time.monotonic()
    try:
        with pytest.raises(AppError) as caught:
            read_register(path, today=TODAY, limits=limits or Limits())
        assert time.monotonic() - begun < 10
        assert tracemalloc.get_traced_memory()[1] < 300_000_000
    finally:
        tracemalloc.stop()
    return caught.value.message


@pytest.mark.parametrize("declaration", [LAUGHS + "]>", EXTERNAL + "]>", FILE_ENTITY + "]>", "<!DOCTYPE x>"])
@pytest.mark.parametrize(
    "part",
    [
        "xl/worksheets/sheet1.xml",
        "xl/sharedStrings.xml",
        "xl/styles.xml",
        "xl/workbook.xml",
        "_rels/.rels",
        "docProps/core.xml",
        "[Content_Types].xml",
    ],
)
def test_a_dtd_in_any_part_is_refused(tmp_path: Path, declaration: str, part: str) -> None:
    content = parts(GOOD, {"xl/sharedStrings.xml": f'<sst xmlns="{MAIN}"/>', "docProps/core.xml": "<core/>"})
    content[part] = f'<?xml version="1.0"?>{declaration}{content[part]!s}'
    assert "DTD or entities" in refused(write_parts(tmp_path, content))


def test_a_dtd_hidden_by_utf_16_or_behind_a_comment_is_refused(tmp_path: Path) -> None:
    hidden = f'<?xml version="1.0" encoding="utf-16"?>{LAUGHS}]>{GOOD}'.encode("utf-16")
    assert "DTD" in refused(write_parts(tmp_path, parts(GOOD, {"xl/worksheets/sheet1.xml": hidden})))
    late = f"<!--{'x' * 200_000}-->{LAUGHS}]><core/>"
    assert "DTD" in refused(write_parts(tmp_path, parts(GOOD, {"docProps/app.xml": late})))


def test_an_entity_that_was_never_declared_is_refused(tmp_path: Path) -> None:
    assert "damaged" in refused(write_parts(tmp_path, parts(headed(inline("A2", "&lol;")))))


def zeros(size: int) -> bytes:
    return b" " * size


@pytest.mark.parametrize("part", ["xl/worksheets/sheet1.xml", "xl/media/image1.png", "xl/sharedStrings.xml"])
def test_a_part_that_unpacks_to_hundreds_of_megabytes_is_refused(tmp_path: Path, part: str) -> None:
    content = parts(GOOD)
    content[part] = zeros(250_000_000)
    assert "zip bomb" in refused(write_parts(tmp_path, content))


def test_a_bomb_that_lies_about_its_size_is_refused_while_it_unpacks(tmp_path: Path) -> None:
    path = write_parts(tmp_path, parts(sheet_xml("<row/>" * 5_000_000)))
    data = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as archive:
        entry = archive.getinfo("xl/worksheets/sheet1.xml")
        true_size = struct.pack("<L", entry.file_size)
    claimed = struct.pack("<L", 1_000)
    at = 0
    while (at := data.find(true_size, at)) >= 0:
        data[at : at + 4] = claimed
        at += 4
    path.write_bytes(data)
    assert "zip bomb" in refused(path) or "damaged" in refused(path)


def test_many_parts_are_refused(tmp_path: Path) -> None:
    content = parts(GOOD) | {f"xl/x{n}.bin": b"" for n in range(2_001)}
    assert "parts" in refused(write_parts(tmp_path, content))


def test_a_huge_directory_is_refused_before_it_is_read(tmp_path: Path) -> None:
    content = {f"xl/{'x' * 100}{n}.bin": b"" for n in range(30_000)}
    assert "parts" in refused(write_parts(tmp_path, content))
    padded = bytearray(write_parts(tmp_path, parts(GOOD)).read_bytes())
    at = padded.rfind(b"PK\x05\x06")
    padded[at + 12 : at + 16] = struct.pack("<L", 0x7FFFFFFF)
    path = tmp_path / "register.xlsx"
    path.write_bytes(padded)
    assert "parts" in refused(path)


@pytest.mark.parametrize("method", [zipfile.ZIP_LZMA, zipfile.ZIP_BZIP2])
def test_other_ways_of_compressing_are_refused(tmp_path: Path, method: int) -> None:
    path = tmp_path / "register.xlsx"
    with zipfile.ZipFile(path, "w", method) as archive:
        for part, data in parts(GOOD).items():
            archive.writestr(part, data)
    assert "damaged" in refused(path)


@pytest.mark.parametrize("pattern", ["<t{n}/>", '<c a{n}=""/>', '<c xmlns:p{n}="u"/>', "<xf/><xf/>"])
def test_endless_different_names_are_refused_before_they_fill_the_memory(tmp_path: Path, pattern: str) -> None:
    flood = "".join(pattern.replace("{n}", str(n)) for n in range(150_000))
    content = parts(GOOD, {"xl/styles.xml": f'<styleSheet xmlns="{MAIN}">{flood}</styleSheet>'})
    assert "damaged" in refused(write_parts(tmp_path, content))


def test_a_tag_without_end_is_refused_before_it_takes_long(tmp_path: Path) -> None:
    noise = zlib.compress(b"0")  # the file needs weight, so that the ratio alone does not refuse it
    sheet = f'<worksheet xmlns="{MAIN}" a="' + "x" * 19_000_000
    path = write_parts(tmp_path, parts(sheet, {"noise.bin": noise * 100_000}))
    assert "zip bomb" in refused(path)


def test_hundreds_of_thousands_of_blank_rows_are_passed_over_quickly(tmp_path: Path) -> None:
    rows = f'<row r="1">{inline("A1", "plan_ref")}</row>' + "".join(f'<row r="{n}"/>' for n in range(2, 300_000))
    path = write_parts(tmp_path, parts(sheet_xml(rows)))
    assert "no rows" in refused(path)


def test_blank_cells_are_counted_too(tmp_path: Path) -> None:
    path = write_parts(tmp_path, parts(headed('<c r="A2" s="1"/>' * 20)))
    assert "more than 20 cells" in refused(path, Limits(cells=20))


def test_very_deep_tags_do_not_exhaust_the_stack(tmp_path: Path) -> None:
    sheet = f'<worksheet xmlns="{MAIN}">' + "<a>" * 300_000
    assert "damaged" in refused(write_parts(tmp_path, parts(sheet)))


def test_shared_texts_are_bounded(tmp_path: Path) -> None:
    strings = f'<sst xmlns="{MAIN}">' + "<si><t>abc</t></si>" * 10_000 + "</sst>"
    path = write_parts(tmp_path, parts(GOOD, {"xl/sharedStrings.xml": strings}))
    assert "zip bomb" in refused(path, Limits(strings_bytes=100_000))
    long = f'<sst xmlns="{MAIN}"><si><t>{"x" * 1_000_001}</t></si></sst>'
    assert "longer than" in refused(write_parts(tmp_path, parts(GOOD, {"xl/sharedStrings.xml": long})))


def test_names_that_climb_out_of_the_file_are_harmless(tmp_path: Path) -> None:
    relations = str(parts(GOOD)["xl/_rels/workbook.xml.rels"]).replace("worksheets/sheet1.xml", "../../../etc/passwd")
    content = parts(GOOD, {"xl/_rels/workbook.xml.rels": relations, "../../evil.txt": "x"})
    assert "damaged" in refused(write_parts(tmp_path, content))


def test_reading_writes_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    scratch = tmp_path / "temporary"
    scratch.mkdir()
    monkeypatch.setenv("TMPDIR", str(scratch))
    path = write_parts(tmp_path, parts(GOOD))
    before = set(tmp_path.rglob("*"))
    assert read_register(path, today=TODAY).rows == ({"plan_ref": "1"},)
    assert set(tmp_path.rglob("*")) == before


CSV = (
    "plan_ref,match_key,date_of_birth,final_date,exception,looked_after,year_group,setting_name\n"
    + "".join(f'P{n},A{n:012},2012-03-{n % 28 + 1:02},1/{n % 12 + 1}/2024,a,1,Y9,"Zoë’s, {n}"\n' for n in range(12))
).encode()
PAST = (
    "plan_ref,audit_date,cycle,round,reviewer,agency,framework,marker,score,evidence,cause\n"
    + "".join(f"P{n % 3},2024-03-01,weekly,,Jo,education,core-42,M{n},{n % 4},said,drafting\n" for n in range(12))
).encode()
XLSX = workbook_bytes([["plan_ref", "final_date", "year_group"], ["P1", date(2024, 3, 1), 9], ["P2", None, "R"]])


def unzipped_mutation(change: Callable[[bytes], bytes], part: str) -> bytes:
    """Change one part inside the workbook, so that the mutation reaches the XML and not only the zip."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(XLSX)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            new.writestr(name, change(data) if name == part else data)
    return stream.getvalue()


edits = st.lists(
    st.tuples(
        st.floats(0, 1),
        st.integers(0, 8),
        st.one_of(
            st.binary(max_size=4),
            st.sampled_from(
                [b'"', b"\0", b"\n", b"\r", b",", b"<", b"&", b"\xff\xfe", b"]]>", b"<!--", b'r="A', b"31/02/2024"]
            ),
        ),
    ),
    min_size=1,
    max_size=4,
)


def mutated(data: bytes, changes: list[tuple[float, int, bytes]]) -> bytes:
    for where, cut, put in changes:
        at = int(where * len(data))
        data = data[:at] + put + data[at + cut :]
    return data


def whole_or_nothing(path: Path) -> None:
    """Any exception but AppError fails the test by passing through."""
    register, audits = attempt(read_register, path), attempt(read_past_audits, path)
    for kept, problems in (
        (register.rows, register.problems) if isinstance(register, RegisterReading) else ((), register.problems),
        (audits.scores, audits.problems) if isinstance(audits, PastAuditsReading) else ((), audits.problems),
    ):
        assert not (kept and problems)
        assert all(problem.message and problem.place.file == path.name for problem in problems)


def attempt(read: Callable[..., Reading], path: Path) -> Reading | AppError:
    try:
        return read(path, today=TODAY)
    except AppError as error:
        return error


fuzz = settings(max_examples=150, deadline=10_000, suppress_health_check=[HealthCheck.function_scoped_fixture])


@fuzz
@given(st.sampled_from([CSV, PAST, CSV.decode().encode("utf-16"), CSV.decode().encode("cp1252")]), edits)
def test_a_mutated_text_file_is_read_whole_or_not_at_all(
    tmp_path: Path, original: bytes, changes: list[tuple[float, int, bytes]]
) -> None:
    path = tmp_path / "fuzz.csv"
    path.write_bytes(mutated(original, changes))
    whole_or_nothing(path)


@fuzz
@given(edits)
def test_a_mutated_zip_is_read_whole_or_not_at_all(tmp_path: Path, changes: list[tuple[float, int, bytes]]) -> None:
    path = tmp_path / "fuzz.xlsx"
    path.write_bytes(mutated(XLSX, changes))
    whole_or_nothing(path)


@fuzz
@given(
    edits,
    st.sampled_from(
        [
            "xl/worksheets/sheet1.xml",
            "xl/sharedStrings.xml",
            "xl/styles.xml",
            "xl/workbook.xml",
            "xl/_rels/workbook.xml.rels",
        ]
    ),
)
def test_a_mutated_part_is_read_whole_or_not_at_all(
    tmp_path: Path, changes: list[tuple[float, int, bytes]], part: str
) -> None:
    path = tmp_path / "fuzz.xlsx"
    path.write_bytes(unzipped_mutation(lambda data: mutated(data, changes), part))
    whole_or_nothing(path)


@fuzz
@given(st.binary(max_size=200))
def test_any_bytes_at_all_are_read_whole_or_not_at_all(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "fuzz.bin"
    path.write_bytes(data)
    whole_or_nothing(path)
