"""A report on disk: names, one set of figures, whole or not at all, nothing readable left elsewhere."""

import csv
import io
import json
import os
import subprocess
import sys
import tempfile
from dataclasses import asdict
from pathlib import Path

import pytest
from export_builders import content, figures, head, plain_head, plan
from openpyxl import load_workbook
from pdf_reading import read

from audit_app.domain.problems import AppError
from exports.content import Content
from exports.report_files import COLUMNS, FORMATS, write_report
from scoring.figures import words

ROWS = [asdict(figure) for figure in figures()]
HEAD = plain_head(head())
CANARY = "Zebedee Quillfeather"


def written(out: Path, *contents: Content, formats: tuple[str, ...] = FORMATS) -> dict[str, Path]:
    paths = write_report(out, "weekly_2026-W38_group", HEAD, ROWS, formats, contents)
    return {path.name.removeprefix("weekly_2026-W38_group"): path for path in paths}


def test_a_report_is_four_files_of_one_name(tmp_path: Path) -> None:
    paths = written(tmp_path / "new" / "folder", content())
    assert list(paths) == [".pdf", ".xlsx", ".csv", ".json"]
    assert sorted(path.name for path in (tmp_path / "new" / "folder").iterdir()) == sorted(
        path.name for path in paths.values()
    )


def test_only_the_formats_asked_for_are_written_once_each(tmp_path: Path) -> None:
    assert list(written(tmp_path, formats=("csv", "csv"))) == [".csv"]
    with pytest.raises(KeyError):
        written(tmp_path, formats=("doc",))


def test_json_csv_and_workbook_hold_the_same_numbers_and_the_pdf_their_words(tmp_path: Path) -> None:
    paths = written(tmp_path, content())
    record = json.loads(paths[".json"].read_text(encoding="utf-8"))
    assert record == {"report": HEAD, "figures": ROWS}
    rows = list(csv.DictReader(io.StringIO(paths[".csv"].read_text(encoding="utf-8"))))
    sheet = load_workbook(paths[".xlsx"])["Figures"]
    (table,) = sheet.tables.values()
    held = [[cell.value for cell in row] for row in sheet[table.ref]][1:]
    for figure, row, cells in zip(record["figures"], rows, held, strict=True):
        for name, cell in zip(COLUMNS, cells, strict=True):
            assert (figure[name] or None) == (cell or None)
            if isinstance(figure[name], int | float):
                assert float(row[name]) == figure[name]
    said = read(paths[".pdf"].read_bytes()).tree.words().replace("\u00a0", " ")
    effective = next(figure for figure in figures() if figure.id == "plans.effective")
    assert words(effective) in said


def test_without_more_to_tell_pdf_and_workbook_tell_the_figures(tmp_path: Path) -> None:
    paths = written(tmp_path)
    assert "No draw of this period is recorded" in read(paths[".pdf"].read_bytes()).tree.words()
    assert "Plans" not in load_workbook(paths[".xlsx"]).sheetnames


def test_each_casework_team_gets_files_of_its_own_with_safe_names(tmp_path: Path) -> None:
    teams = ("North", "../North", "north", "Żółć & Co")
    paths = written(tmp_path, *(content([plan(team=team)], team=team) for team in teams))
    assert [name for name in paths if name.endswith(".pdf")] == [
        *("_North.pdf", "_North-2.pdf", "_north-3.pdf", "_Żółć-Co.pdf"),
    ]
    assert len([name for name in paths if name.endswith(".xlsx")]) == 4
    assert [name for name in paths if "_" not in name] == [".csv", ".json"]
    assert all(path.parent == tmp_path for path in paths.values())


def test_a_file_open_elsewhere_is_a_sentence_and_stays_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = written(tmp_path, content())[".xlsx"].read_bytes()

    def held(source: object, target: object) -> None:
        raise PermissionError(16, "Device or resource busy", str(target))

    monkeypatch.setattr(os, "replace", held)
    with pytest.raises(AppError, match=r"is open in another program"):
        written(tmp_path, content([]))
    monkeypatch.undo()
    assert (tmp_path / "weekly_2026-W38_group.xlsx").read_bytes() == before
    assert [path for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def test_a_cancelled_report_leaves_no_file(tmp_path: Path) -> None:
    class CancelledNowError(Exception):
        pass

    def stop(done: int, total: int) -> None:
        if done > total * 0.6:
            raise CancelledNowError

    with pytest.raises(CancelledNowError):
        write_report(tmp_path / "out", "stem", HEAD, ROWS, FORMATS, [content()], stop)
    assert not (tmp_path / "out").exists()


def test_progress_goes_forward_over_all_files_and_ends_with_the_whole(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    write_report(tmp_path, "stem", HEAD, ROWS, FORMATS, [content()], lambda done, total: told.append((done, total)))
    assert [done for done, _ in told] == sorted(done for done, _ in told)
    assert told[-1][0] == told[-1][1]


def test_no_temporary_file_is_made_outside_of_the_folder_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = tempfile.mkstemp

    def only_beside(*arguments: object, **options: object) -> tuple[int, str]:
        assert options.get("dir") == tmp_path
        return real(*arguments, **options)  # type: ignore[call-overload, no-any-return]  # handed on as it came

    def refused(*arguments: object, **options: object) -> None:
        raise AssertionError("a temporary file")

    monkeypatch.setattr(tempfile, "mkstemp", only_beside)
    for name in ("NamedTemporaryFile", "TemporaryFile", "SpooledTemporaryFile", "mkdtemp"):
        monkeypatch.setattr(tempfile, name, refused)
    monkeypatch.setattr("openpyxl.worksheet._writer.NamedTemporaryFile", refused)
    assert len(written(tmp_path, content())) == 4


KILLED = """
import sys
sys.path[:0] = sys.argv[2:4]
from pathlib import Path
from dataclasses import asdict
from export_builders import content, figures, head, plain_head, plan, shortfall
from exports.content import Extract
from exports.report_files import write_report
pages = [plan(ref="CK-1", shortfalls=(shortfall(evidence=Extract("{canary}", ""), note="{canary}"),))] * 20
rows = [asdict(figure) for figure in figures()]
while True:
    tell = lambda done, total: print("step", flush=True)
    write_report(Path(sys.argv[1]), "stem", plain_head(head()), rows, ("xlsx", "pdf"), [content(pages)], tell)
"""


@pytest.mark.parametrize("steps", [1, 8, 60, 400, 900])
def test_a_killed_export_leaves_no_half_file_and_nothing_readable_in_the_temporary_folder(
    steps: int, tmp_path: Path
) -> None:
    here = Path(__file__).parent
    out, temporary = tmp_path / "out", tmp_path / "tmp"
    temporary.mkdir()
    environment = {**os.environ, "TMPDIR": str(temporary), "TEMP": str(temporary), "TMP": str(temporary)}
    folders = (str(here.parent), str(here.parents[1]))
    command = [sys.executable, "-c", KILLED.replace("{canary}", CANARY), str(out), *folders]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        for _ in range(steps):
            assert process.stdout.readline() == b"step\n"
        process.kill()
    for path in (path for path in temporary.rglob("*") if path.is_file()):
        assert CANARY.encode() not in path.read_bytes(), path
    if (out / "stem.xlsx").exists():
        assert load_workbook(out / "stem.xlsx").sheetnames[0] == "Summary"
    if (out / "stem.pdf").exists():
        assert CANARY in read((out / "stem.pdf").read_bytes()).tree.words()


def test_half_characters_stop_no_format(tmp_path: Path) -> None:
    rows = [{**row, "note": "half \ud800"} for row in ROWS]
    odd = content([plan(ref="half \udfff", shortfalls=(), good_practice=())])
    paths = write_report(tmp_path, "stem", {**HEAD, "organisation": "A\ud800"}, rows, FORMATS, [odd])
    assert "half �" in paths[2].read_text(encoding="utf-8")
    assert json.loads(paths[3].read_text(encoding="utf-8"))["report"]["organisation"] == "A�"


def test_all_files_take_their_names_when_the_last_is_made(tmp_path: Path) -> None:
    names: list[str] = []

    def look(_done: int, _total: int) -> None:
        names.extend(path.name for path in tmp_path.iterdir())

    write_report(tmp_path, "stem", HEAD, ROWS, FORMATS, [content()], look)
    assert names
    assert all(name.startswith(".writing-") for name in names)
    assert sorted(path.name for path in tmp_path.iterdir()) == [f"stem.{name}" for name in sorted(FORMATS)]
