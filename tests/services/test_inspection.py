"""Everything behind named plans as one folder: what is in it, for whom, and whole or not at all."""

import csv
import hashlib
import io
import re
from base64 import b64decode
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from agreement_support import Given, Held, write_rounds
from logo_support import PLUM, logo_file
from pdfua import validate
from qt_support import light_workspace
from sealed_world import make_sealed
from service_world import passphrase_of

from audit_app.domain.problems import AppError
from audit_app.services.auditing import override
from audit_app.services.report_look import choose_colour, choose_logo, report_look
from audit_app.services.reports.inspection import InspectionAsked, inspection
from audit_app.services.rounds.revealing import reveal_here
from audit_app.store.access import events
from audit_app.store.log.canonical import Json
from audit_app.store.log.rights import Op
from audit_app.store.workspace import Workspace
from exports.inspection import FolderFile, InspectionFolder, write_inspection
from forms.model import Grade

PERIOD = "2026-09..2026-10"


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with closing(light_workspace(tmp_path, plans=12).open()) as opened:
        given = [
            Given("R1", plan, agency, {"E1": level, "W4": 2}, kind=kind)
            for plan in (1, 2, 3)
            for agency, level, kind in (("education", 2, "single"), ("health", 1, "single"), ("", 2, "consensus"))
        ]
        write_rounds(opened, {"R1": "2026-09-10"}, given, (Held("R1"),))
        yield opened


def asked(*plans: str, **more: str) -> InspectionAsked:
    return InspectionAsked(PERIOD, plans, **more)  # type: ignore[arg-type]  # tests name fields of text


def rows(folder: InspectionFolder, path: str) -> list[dict[str, str]]:
    made = next(file for file in folder.files if file.path == path).make()
    return list(csv.DictReader(io.StringIO(made.decode("utf-8-sig"))))


def test_the_folder_has_each_plan_its_scores_the_figures_their_rows_and_the_log(workspace: Workspace) -> None:
    folder = inspection(workspace, asked("EHC-0001", "EHC-0002"))
    assert [file.path for file in folder.files] == [
        "plans/EHC-0001.pdf", "plans/EHC-0001-scores.csv", "plans/EHC-0002.pdf", "plans/EHC-0002-scores.csv",
        "figures.csv", "figures.json", "rows-behind.csv", "report.pdf", "change-log.csv", "sealed-boxes.csv",
    ]  # fmt: skip
    assert [row["plan_ref"] for row in rows(folder, "rows-behind.csv")] == ["EHC-0001", "EHC-0002"]
    scores = rows(folder, "plans/EHC-0001-scores.csv")
    assert {(one["agency"], one["marker"], one["score"]) for one in scores} == {
        ("education", "E1", "2"), ("health", "E1", "1"), ("", "E1", "2"),
        ("education", "W4", "2"), ("health", "W4", "2"), ("", "W4", "2"),
    }  # fmt: skip


def test_decisions_on_limits_of_charts_stand_in_the_folder_with_who_made_them(workspace: Workspace) -> None:
    cause = "=A new form"
    value: Json = {"figure": "plans.effective", "cycle": "weekly", "month": "2026-02", "cause": cause,
                   "decided_on": "2026-11-02"}  # fmt: skip
    workspace.door.write("Decide", [Op("rebasing", "ab" * 16, "record", value)])
    folder = inspection(workspace, asked("EHC-0001"))
    assert rows(folder, "limits.csv") == [
        {
            "figure": "plans.effective",
            "cycle": "weekly",
            "from_month": "2026-02",
            "cause": f"'{cause}",
            "decided_on": "2026-11-02",
            "decided_by": "Mary",
        }
    ]


def test_every_page_of_the_folder_has_the_logo_and_colour_of_reports(workspace: Workspace, tmp_path: Path) -> None:
    choose_logo(workspace, logo_file(tmp_path))
    choose_colour(workspace, PLUM)
    made = report_look(workspace)
    assert made.logo is not None
    paths = write_inspection(inspection(workspace, asked("EHC-0001")), tmp_path / "out")
    pages = [path for path in paths if path.suffix == ".pdf"]
    assert sorted(path.name for path in pages) == ["EHC-0001.pdf", "index.pdf", "report.pdf"]
    for path in pages:
        with pikepdf.open(path) as pdf:
            first = pdf.Root.StructTreeRoot.K[0].K[0]
            assert (str(first.S), str(first.Alt)) == ("/Figure", made.logo.words), path
        assert [finding.message for finding in validate(str(path)).findings] == []


def test_the_logs_extract_is_about_these_plans_alone_and_has_the_hashes_of_the_chain(workspace: Workspace) -> None:
    folder = inspection(workspace, asked("EHC-0001"))
    found = rows(folder, "change-log.csv")
    assert {one["plan_ref"] for one in found} <= {"EHC-0001", ""}
    assert any(one["plan_ref"] == "EHC-0001" and one["new"] == "1" for one in found)
    held = {(w, str(s)): h for w, s, h in workspace.conn.execute("SELECT writer, seq, lower(hex(hash)) FROM change")}
    assert all(held[one["writer"], one["seq"]] == one["hash"] for one in found)
    assert [(row[1], row[3]) for row in folder.chains] == [
        (writer, hash_)
        for (writer, seq), hash_ in held.items()
        if int(seq) == max(int(s) for w, s in held if w == writer)
    ]


def test_a_figure_brings_the_plans_that_it_counts(workspace: Workspace) -> None:
    id_ = "plans.effective@cycle=multi-agency"
    folder = inspection(workspace, asked(figure=id_))
    assert [row["plan_ref"] for row in rows(folder, "rows-behind.csv")] == ["EHC-0001", "EHC-0002", "EHC-0003"]
    assert folder.asked == f"3 plans, behind the figure {id_}: EHC-0001, EHC-0002, EHC-0003"


@pytest.mark.parametrize("figure", ["timeliness.average_weeks", "agreement.exact", "plans.drawn", "no.such.figure"])
def test_a_figure_without_plans_behind_it_is_refused_with_what_to_do(workspace: Workspace, figure: str) -> None:
    with pytest.raises(AppError, match=r"Name plans|Take an id"):
        inspection(workspace, asked(figure=figure))


def test_a_plan_that_is_not_there_stops_it_and_nothing_is_noted(workspace: Workspace) -> None:
    before = len(list(events(workspace.conn)))
    with pytest.raises(AppError, match="no plan EHC-9999"):
        inspection(workspace, asked("EHC-0001", "EHC-9999"))
    assert len(list(events(workspace.conn))) == before


def test_every_plan_is_noted_in_the_access_log(workspace: Workspace) -> None:
    inspection(workspace, asked("EHC-0001", "EHC-0002"))
    noted = [one.thing for one in events(workspace.conn) if one.act == "export"]
    assert (
        len([thing for thing in noted if re.fullmatch("everything behind plan [0-9a-f]{32}, for inspection", thing)])
        == 2
    )


def test_a_changed_grade_is_told_with_who_when_and_why(workspace: Workspace) -> None:
    (review,) = workspace.conn.execute(
        "SELECT r.id FROM review r JOIN audit a ON a.id = r.audit_id JOIN entry e ON e.id = a.plan_id "
        "WHERE e.plan_ref = 'EHC-0001' AND r.kind = 'consensus'"
    ).fetchone()
    override(workspace, review, Grade.GOOD, "The nil return came the day after.")
    page = next(file for file in inspection(workspace, asked("EHC-0001")).files if file.path == "plans/EHC-0001.pdf")
    text = "".join(pdf_text(page.make()))
    assert "The nil return came the day after." in text
    assert workspace.person.name in text


def pdf_text(data: bytes) -> Iterator[str]:
    from exports.pdf.pictures import pages_told

    for page in pages_told(data):
        yield page.text.replace("\n", " ")


def test_the_index_leads_to_every_file_and_is_tagged(workspace: Workspace, tmp_path: Path) -> None:
    folder, out = inspection(workspace, asked("EHC-0001")), tmp_path / "evidence"
    index, *others = write_inspection(folder, out)
    with pikepdf.open(index) as pdf:
        links = [str(one.A.URI) for page in pdf.pages for one in page.get("/Annots", [])]
    assert [out / link for link in links] == others
    assert all(path.is_file() for path in others)
    assert not [one for one in validate(str(index)).findings if one.severity.name == "ERROR"]


def test_the_same_data_give_the_same_bytes(workspace: Workspace, tmp_path: Path) -> None:
    digests = []
    for name in ("one", "two"):
        paths = write_inspection(inspection(workspace, asked("EHC-0001")), tmp_path / name)
        digests.append([hashlib.sha256(path.read_bytes()).hexdigest() for path in paths])
    assert digests[0] == digests[1]


def test_a_folder_that_is_not_empty_is_refused_and_an_empty_one_gives_way(workspace: Workspace, tmp_path: Path) -> None:
    folder, out = inspection(workspace, asked("EHC-0001")), tmp_path / "evidence"
    out.mkdir()
    write_inspection(folder, out)
    held = sorted(path.name for path in out.rglob("*"))
    with pytest.raises(AppError, match="not an empty folder"):
        write_inspection(folder, out)
    assert sorted(path.name for path in out.rglob("*")) == held


def test_what_cannot_be_made_leaves_nothing(workspace: Workspace, tmp_path: Path) -> None:
    def broken() -> bytes:
        raise AppError("The document cannot be read.")

    folder = inspection(workspace, asked("EHC-0001"))
    spoilt = replace(folder, groups=(*folder.groups, ("Documents", (FolderFile("documents/a.pdf", "a", broken),))))
    before = set(tmp_path.iterdir())
    with pytest.raises(AppError, match="cannot be read"):
        write_inspection(spoilt, tmp_path / "evidence")
    assert set(tmp_path.iterdir()) == before


def test_sealed_scores_are_told_by_their_digests_alone_until_the_round_is_opened(tmp_path: Path) -> None:
    sealed = make_sealed(tmp_path, plans=1)
    sealed.everybody_returns()
    with sealed.chair() as workspace:
        (ref,) = workspace.conn.execute(
            "SELECT DISTINCT e.plan_ref FROM sealed_review s JOIN audit a ON a.id = s.audit_id "
            "JOIN entry e ON e.id = a.plan_id"
        ).fetchone()
        wanted = InspectionAsked("2026-11", (ref,))
        closed = inspection(workspace, wanted)
        reveal_here(workspace, sealed.round_id, sealed.people["Kay"], passphrase_of("Kay"))
        opened = inspection(workspace, wanted)
        boxes = {hashlib.sha256(b64decode(box)).hexdigest() for (box,) in workspace.conn.execute(_BOXES)}
    assert {row["sha256"] for row in rows(closed, "sealed-boxes.csv")} == boxes
    assert len(boxes) == 3
    assert {row["opened_on"] for row in rows(closed, "sealed-boxes.csv")} == {""}
    assert rows(closed, f"plans/{ref}-scores.csv") == []
    assert {(row["opened_by"], row["opened_with"]) for row in rows(opened, "sealed-boxes.csv")} == {("Mary", "Kay")}
    assert {row["agency"] for row in rows(opened, f"plans/{ref}-scores.csv")} == {"education", "health", "social_care"}


_BOXES = "SELECT box FROM sealed_review WHERE box IS NOT NULL"


def test_a_place_that_takes_no_folder_is_a_sentence(workspace: Workspace, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(AppError):
        write_inspection(inspection(workspace, asked("EHC-0001")), tmp_path / "file" / "evidence")
