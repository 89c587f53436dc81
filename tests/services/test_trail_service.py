"""The audit trail and the access log answer what is asked, page by page, and leave the app as text that stays text."""

import csv
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from service_world import World, register_of, score_row, write_audits

from audit_app.domain.people import Role
from audit_app.domain.problems import AppError
from audit_app.services import access_log, record_files, trail
from audit_app.services.access_log import AccessAsked, access_page
from audit_app.services.erasing import erase, of_one_plan
from audit_app.services.past.audits import import_audits
from audit_app.services.progress import in_silence
from audit_app.services.record_files import access_file, trail_file
from audit_app.services.trail import TOPICS, TrailAsked, moments, trail_page, values_of
from audit_app.store.access import events
from audit_app.store.ids import Ids
from audit_app.store.log.rights import Op
from audit_app.store.vocabulary import KINDS
from audit_app.store.workspace import Workspace
from exports.lists import ListFile, write_list


@pytest.fixture
def filled(workspace: Workspace, tmp_path: Path) -> Workspace:
    """Twenty plans, a past audit of two, and a rename with a reason."""
    register_of(workspace, tmp_path)
    import_audits(workspace, write_audits(tmp_path, [score_row(1, "A1", 2, evidence="seen"), score_row(2, "A1", 1)]))
    op = Op("workspace", workspace.id, "organisation", "=Ashford & Co")
    workspace.door.write("Rename it 100%", [op], reason="@new name")
    return workspace


def labels(workspace: Workspace, **asked: object) -> list[str]:
    page = trail_page(workspace, TrailAsked(**asked))  # type: ignore[arg-type]  # each test names fields of the question
    assert page.total == len(page.rows)
    return [row.head.label for row in page.rows]


def test_every_kind_of_the_log_is_in_exactly_one_topic() -> None:
    topics = [kind for topic in TOPICS.values() for kind in topic.kinds]
    assert sorted(topics) == sorted(set(topics))
    assert set(topics) == set(KINDS)


def test_each_part_of_the_question_narrows_it(filled: Workspace) -> None:
    every = labels(filled)
    assert every[0] == "Rename it 100%"
    assert every[-1] == "Make the workspace"
    assert labels(filled, topic="register") == [label for label in every if "register" in label]
    assert labels(filled, words="rename 100%") == ["Rename it 100%"]
    assert labels(filled, words="NEW name") == ["Rename it 100%"]
    assert labels(filled, words="100_") == []
    assert labels(filled, person="Tom") == []
    assert labels(filled, person="Mary") == every
    assert labels(filled, topic="erasures") == []
    assert len(labels(filled, plan_ref="EHC-001")) == 2
    with pytest.raises(AppError, match="There is no plan EHC-099"):
        labels(filled, plan_ref="EHC-099")


def test_days_are_those_of_this_computers_clock(filled: Workspace) -> None:
    first = datetime.fromisoformat(trail_page(filled, TrailAsked()).rows[0].head.utc)
    today = first.astimezone().date()
    assert len(labels(filled, first=today, last=today)) == len(labels(filled))
    assert labels(filled, first=today + timedelta(days=1)) == []
    assert labels(filled, last=today - timedelta(days=1)) == []


def test_a_day_is_over_with_its_last_moment() -> None:
    start, end = (datetime.fromisoformat(one) for one in moments(date(2026, 11, 22), date(2026, 11, 22)))
    assert start.astimezone().replace(tzinfo=None) == datetime(2026, 11, 22)
    assert end - start == timedelta(days=1) - timedelta(microseconds=1)
    assert start.tzinfo is not None
    assert moments(None, None) == ("", "")
    assert start.astimezone(UTC) == start


def test_a_page_tells_which_plan_and_the_first_values_and_how_many_more(filled: Workspace) -> None:
    page = trail_page(filled, TrailAsked(topic="register"))
    (row,) = page.rows
    assert row.plans.count("EHC-") == 3
    assert row.plans.endswith(" …")
    lines, total = values_of(filled, TrailAsked(), row.head, 5)
    assert len(lines) == 5
    assert total > 20
    assert row.values.endswith(f"; and {total - 3} more")
    renamed = trail_page(filled, TrailAsked(words="Rename")).rows[0]
    assert renamed.values == "workspace organisation: Ashford → =Ashford & Co"


def test_of_a_change_about_many_plans_only_what_is_asked_for_is_told(filled: Workspace) -> None:
    asked = TrailAsked(plan_ref="EHC-001", topic="register")
    (row,) = trail_page(filled, asked).rows
    lines, total = values_of(filled, asked, row.head, 50)
    assert row.plans == "EHC-001"
    assert len(lines) == total == 1
    assert lines[0].startswith("entry row of plan EHC-001: ")
    assert row.values == "entry row: entered"


def test_a_setting_that_is_not_told_is_said_to_have_changed(filled: Workspace) -> None:
    founding = trail_page(filled, TrailAsked(words="Make the workspace")).rows[0]
    lines, _ = values_of(filled, TrailAsked(), founding.head, 50)
    assert "workspace settings: entered" in lines
    assert not [line for line in lines if "recovery" in line]


def test_pages_follow_each_other_without_a_gap(filled: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    every = labels(filled)
    monkeypatch.setattr(trail, "PAGE", 2)
    seen: list[str] = []
    for first in range(0, len(every), 2):
        page = trail_page(filled, TrailAsked(), first)
        assert (page.first, page.total) == (first, len(every))
        seen += [row.head.label for row in page.rows]
    assert seen == every


def test_what_was_erased_is_not_told_but_that_it_was(filled: Workspace) -> None:
    erase(filled, [of_one_plan(filled, "EHC-001")], "asked")
    (row,) = trail_page(filled, TrailAsked(topic="erasures")).rows
    assert "marked erased" in row.values
    assert "EHC-001" not in row.plans


# ---- files


def read_back(path: Path, made: ListFile) -> list[list[str]]:
    write_list(path, made, date(2026, 11, 22))
    with path.open(newline="", encoding="utf-8-sig") as file:
        return list(csv.reader(file))


def test_the_trail_leaves_as_text_with_one_row_a_value_and_is_noted(filled: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "trail.csv"
    made = trail_file(filled, TrailAsked(words="Rename"), path, in_silence)
    head, row = read_back(path, made)
    assert head[:5] == ["When (UTC)", "Who", "What", "Why", "Plan"]
    assert row[1:] == [
        "Mary",
        "Rename it 100%",
        "'@new name",
        "",
        "workspace organisation",
        "Ashford",
        "'=Ashford & Co",
    ]
    noted = list(events(filled.conn))[-1]
    assert (noted.act, noted.thing) == ("export", "the audit trail: 1 change with 1 value, as CSV")


def test_a_childs_values_are_not_in_the_file(filled: Workspace, tmp_path: Path) -> None:
    made = trail_file(filled, TrailAsked(), tmp_path / "trail.csv", in_silence)
    text = "\n".join("\t".join(map(str, row)) for row in made.rows)
    assert "EHC-001" in text
    assert "2015-03-01" not in text
    assert "seen" not in text


def test_a_workbook_takes_only_so_many_rows_and_says_what_to_do(
    filled: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(record_files, "MOST_ROWS", 3)
    with pytest.raises(AppError, match="Choose fewer days, or save it as CSV"):
        trail_file(filled, TrailAsked(), tmp_path / "trail.xlsx", in_silence)
    assert len(trail_file(filled, TrailAsked(), tmp_path / "trail.csv", in_silence).rows) > 3
    assert [one.act for one in events(filled.conn)].count("export") == 1


def test_a_reader_exports_nothing(world: World, tmp_path: Path) -> None:
    world.add("Rex", Role.READER)
    with world.open("Rex") as workspace:
        with pytest.raises(AppError, match="Rex has no right to export"):
            trail_file(workspace, TrailAsked(), tmp_path / "a.csv", in_silence)
        with pytest.raises(AppError, match="Rex has no right to export"):
            access_file(workspace, AccessAsked(), tmp_path / "a.csv", in_silence)
        assert "export" not in [one.act for one in events(workspace.conn)]


# ---- the access log


def test_the_access_log_is_narrowed_and_names_plans_instead_of_ids(filled: Workspace, tmp_path: Path) -> None:
    ids = Ids(filled.id)
    plan = ids.plan("EHC-002")
    (review,) = filled.conn.execute(
        "SELECT r.id FROM review r JOIN audit a ON a.id = r.audit_id WHERE a.plan_id = ?", (plan,)
    ).fetchone()
    filled.note_access("read", f"plan {plan}")
    filled.note_access("read", f"review {review}")
    filled.note_access("print", "recovery sheet")
    page = access_page(filled, AccessAsked(act="read"))
    assert [row.thing for row in page.rows] == ["review of plan EHC-002", "plan EHC-002"]
    assert page.total == 2
    assert {"unlock", "read", "print"} <= set(page.acts)
    assert [row.act for row in access_page(filled, AccessAsked(words="sheet")).rows] == ["print"]
    assert access_page(filled, AccessAsked(person="Tom")).rows == ()
    erase(filled, [of_one_plan(filled, "EHC-002")], "asked")
    said = [row.thing for row in access_page(filled, AccessAsked(act="read")).rows]
    assert said == ["a review that was erased", "a plan that was erased"]


def test_the_access_log_leaves_as_a_file_and_that_is_noted_in_it(
    filled: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(access_log, "PAGE", 1)
    path = tmp_path / "access.csv"
    rows = read_back(path, access_file(filled, AccessAsked(), path, in_silence))
    assert rows[0] == ["When (UTC)", "Who", "Did", "What"]
    assert [row[2] for row in rows[1:]] == [one.act for one in reversed(list(events(filled.conn)))][1:]
    newest = list(events(filled.conn))[-1]
    assert newest.thing == f"the access log: {len(rows) - 1} {'event' if len(rows) == 2 else 'events'}, as CSV"
