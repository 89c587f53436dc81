"""In step with the case system: what each import tells of an entry, what stays as its history, and what is asked."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from service_world import count, faults, plan_row, write_rows

from audit_app.domain.problems import AppError
from audit_app.services.register.entries import FIELDS_OF, SIX, Change, Value, changes_of
from audit_app.services.register.history import history
from audit_app.services.register.importing import RegisterImported, import_register
from audit_app.services.register.missing import Became, missing_entries, say_what_became
from audit_app.services.samples.sampling import sample
from audit_app.store.ids import Ids
from audit_app.store.workspace import Workspace

Row = dict[str, Value]


def row_of(workspace: Workspace, ref: str) -> dict[str, object]:
    cursor = workspace.conn.execute("SELECT * FROM entry WHERE plan_ref = ?", (ref,))
    return dict(zip([column[0] for column in cursor.description], cursor.fetchone(), strict=True))


def take(workspace: Workspace, folder: Path, *rows: dict[str, object]) -> RegisterImported:
    return import_register(workspace, write_rows(folder / "next.csv", list(rows)))


CASES: dict[str, tuple[Row, Row, tuple[Change, ...]]] = {
    "another URN": ({"setting_urn": "1"}, {"setting_urn": "2"}, (Change.MOVED,)),
    "the same URN under another name": (
        {"setting_urn": "1", "setting_name": "Hill"},
        {"setting_urn": "1", "setting_name": "Hill Academy"},
        (Change.CHANGED,),
    ),
    "another name without URN": ({"setting_name": "Hill"}, {"setting_name": "Lea"}, (Change.MOVED,)),
    "out of school": ({"setting_urn": "1"}, {"setting_type": "EHE"}, (Change.MOVED,)),
    "a setting told for the first time": ({}, {"setting_urn": "2"}, (Change.CHANGED,)),
    "a setting that is told no more": ({"setting_urn": "1"}, {}, (Change.CHANGED,)),
    "another need": ({"primary_need": "MLD"}, {"primary_need": "ASD"}, (Change.NEED,)),
    "a need told for the first time": ({}, {"primary_need": "ASD"}, (Change.CHANGED,)),
    "the first final plan": ({}, {"final_date": "2026-05-20"}, (Change.PLAN,)),
    "an amended final plan": (
        {"review_final_date": "2025-05-20"},
        {"review_final_date": "2026-05-20"},
        (Change.PLAN,),
    ),
    "a date of the final plan that was corrected backwards": (
        {"final_date": "2026-05-20"},
        {"final_date": "2026-05-02"},
        (Change.CHANGED,),
    ),
    "a review": ({"last_review_date": "2025-06-01"}, {"last_review_date": "2026-06-01"}, (Change.REVIEW,)),
    "ceased": ({}, {"ceased_date": "2026-06-01"}, (Change.CEASED,)),
    "another date of ceasing": ({"ceased_date": "2026-06-01"}, {"ceased_date": "2026-07-01"}, (Change.CHANGED,)),
    "three things at once": (
        {"setting_urn": "1", "primary_need": "MLD", "casework_team": "North"},
        {"setting_urn": "2", "primary_need": "ASD", "casework_team": "South"},
        (Change.MOVED, Change.NEED, Change.CHANGED),
    ),
}


@pytest.mark.parametrize("case", list(CASES))
def test_what_happened_is_known_by_what_changed(case: str) -> None:
    old, new, expected = CASES[case]
    changed = [name for name in {*old, *new} if old.get(name) != new.get(name)]
    assert changes_of(old, new, changed) == expected


NAMES = [*(name for names in FIELDS_OF.values() for name in names), "casework_team"]
ROWS = st.dictionaries(st.sampled_from(NAMES), st.sampled_from(["2024-01-01", "2025-01-01", "ASD"]))


@given(ROWS, ROWS)
def test_every_changed_field_is_told_by_what_happened_or_by_changed(old: Row, new: Row) -> None:
    changed = [name for name in NAMES if old.get(name) != new.get(name)]
    if changed:
        found = changes_of(old, new, changed)
        told = {name for change in found for name in FIELDS_OF.get(change, ())}
        assert found
        assert Change.CHANGED in found or told.issuperset(changed)
        assert Change.NEW not in found


def test_an_import_counts_the_six_and_lists_who_they_are(workspace: Workspace, tmp_path: Path) -> None:
    take(workspace, tmp_path, *(plan_row(n, setting_urn="1", primary_need="MLD") for n in range(1, 6)))
    done = take(
        workspace,
        tmp_path,
        plan_row(1, setting_urn="2", primary_need="MLD", last_review_date="2026-06-01"),
        plan_row(2, setting_urn="1", primary_need="ASD"),
        plan_row(3, setting_urn="1", primary_need="MLD", final_date="2026-05-21"),
        plan_row(4, setting_urn="1", primary_need="MLD", ceased_date="2026-06-30"),
        plan_row(9, setting_urn="1", primary_need="MLD"),
    )
    assert [done.happened.get(one, 0) for one in SIX] == [1, 1, 1, 1, 1, 1]
    assert done.happened[Change.VANISHED] == 1
    assert [(one.plan_ref, *one.changes) for one in done.entries] == [
        ("EHC-001", Change.MOVED, Change.REVIEW),
        ("EHC-002", Change.NEED),
        ("EHC-003", Change.PLAN),
        ("EHC-004", Change.CEASED),
        ("EHC-009", Change.NEW),
        ("EHC-005", Change.VANISHED),
    ]
    parts = {change: [one.name for one in fields] for change, fields in done.entries[0].parts()}
    assert parts == {Change.MOVED: ["setting_urn"], Change.REVIEW: ["last_review_date"]}


def test_what_happened_is_found_again_in_the_log_with_the_day_of_the_import(
    workspace: Workspace, tmp_path: Path
) -> None:
    take(workspace, tmp_path, plan_row(1, setting_urn="1"))
    take(workspace, tmp_path, plan_row(1, setting_urn="2", date_of_birth="2015-02-02"))
    take(workspace, tmp_path, plan_row(1, setting_urn="2", date_of_birth="2015-02-02"))
    newer, first = history(workspace.conn, Ids(workspace.id).plan("EHC-001"))
    assert first.change.changes == (Change.NEW,)
    assert newer.change.changes == (Change.MOVED, Change.CHANGED)
    assert newer.on == workspace.means.now().astimezone().date()
    told = {one.name: (one.old, one.new) for one in newer.change.fields}
    assert told == {"setting_urn": ("1", "2"), "date_of_birth": (None, None)}


def test_a_request_that_never_became_a_plan_is_an_entry_with_a_history(workspace: Workspace, tmp_path: Path) -> None:
    asked: dict[str, object] = {
        "plan_ref": "EHC-001",
        "request_date": "2026-01-12",
        "request_outcome": "",
        "final_date": "",
    }
    take(workspace, tmp_path, asked)
    take(workspace, tmp_path, asked | {"request_outcome": "N"})
    steps = history(workspace.conn, Ids(workspace.id).plan("EHC-001"))
    assert [one.change.changes for one in steps] == [(Change.CHANGED,), (Change.NEW,)]


def vanish(workspace: Workspace, folder: Path, count: int = 3) -> None:
    """A register of so many plans, of which the next file has the first alone."""
    take(workspace, folder, *(plan_row(n) for n in range(1, count + 1)))
    take(workspace, folder, plan_row(1))


def test_a_plan_that_vanished_is_asked_about_even_where_nothing_else_changed(
    workspace: Workspace, tmp_path: Path
) -> None:
    vanish(workspace, tmp_path)
    asked = missing_entries(workspace)
    assert (asked.file, [one.plan_ref for one in asked.entries]) == ("next.csv", ["EHC-002", "EHC-003"])
    before = count(workspace, "change")
    assert take(workspace, tmp_path, plan_row(1)).changes is False
    assert count(workspace, "change") == before


def test_what_is_kept_is_not_asked_about_again(workspace: Workspace, tmp_path: Path) -> None:
    vanish(workspace, tmp_path)
    say_what_became(workspace, missing_entries(workspace).entries[:1], Became.KEPT)
    assert [one.plan_ref for one in missing_entries(workspace).entries] == ["EHC-003"]
    take(workspace, tmp_path, plan_row(1, casework_team="South"))
    assert [one.plan_ref for one in missing_entries(workspace).entries] == ["EHC-003"]
    assert row_of(workspace, "EHC-002")["casework_team"] == "North"
    steps = history(workspace.conn, Ids(workspace.id).plan("EHC-002"))
    assert (steps[0].words, steps[0].change.changes) == ("Keep: EHC-002, not in the imported file", ())


def test_what_ceased_gets_its_date_and_is_missed_no_more(workspace: Workspace, tmp_path: Path) -> None:
    vanish(workspace, tmp_path)
    say_what_became(workspace, missing_entries(workspace).entries, Became.CEASED, date(2026, 7, 31))
    assert missing_entries(workspace).entries == ()
    assert row_of(workspace, "EHC-003")["ceased_date"] == "2026-07-31"
    assert take(workspace, tmp_path, plan_row(1)).vanished == ()
    steps = history(workspace.conn, Ids(workspace.id).plan("EHC-003"))
    assert [one.change.changes for one in steps] == [(Change.CEASED,), (Change.NEW,)]


@pytest.mark.parametrize(
    ("on", "words"),
    [(None, "is missing"), (date(2027, 1, 1), "lies ahead"), (date(2020, 1, 1), "only after")],
)
def test_a_day_that_cannot_be_is_refused(workspace: Workspace, tmp_path: Path, on: date | None, words: str) -> None:
    vanish(workspace, tmp_path)
    before = count(workspace, "change")
    with pytest.raises(AppError, match=words):
        say_what_became(workspace, missing_entries(workspace).entries, Became.CEASED, on)
    assert count(workspace, "change") == before


def test_a_mistake_leaves_the_register_and_stays_in_the_log_and_may_come_back(
    workspace: Workspace, tmp_path: Path
) -> None:
    vanish(workspace, tmp_path)
    say_what_became(workspace, missing_entries(workspace).entries, Became.MISTAKE)
    held = workspace.conn.execute("SELECT plan_ref FROM entry WHERE plan_ref IS NOT NULL").fetchall()
    assert [tuple(row) for row in held] == [("EHC-001",)]
    assert missing_entries(workspace).entries == ()
    assert "EHC-002" in str(workspace.conn.execute("SELECT group_concat(old) FROM op WHERE field = 'row'").fetchone())
    assert take(workspace, tmp_path, plan_row(1), plan_row(2)).new == 1
    assert row_of(workspace, "EHC-002")["casework_team"] == "North"
    assert faults(workspace) == []


def test_what_was_drawn_cannot_be_called_a_mistake(workspace: Workspace, tmp_path: Path) -> None:
    take(workspace, tmp_path, *(plan_row(n) for n in range(1, 4)))
    sample(workspace, cycle="weekly", size=3, seed="1", on=date(2026, 11, 16))
    take(workspace, tmp_path, plan_row(1))
    with pytest.raises(AppError, match="cannot have been a mistake"):
        say_what_became(workspace, missing_entries(workspace).entries, Became.MISTAKE)
