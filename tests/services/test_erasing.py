"""Erasure takes every value of a child out of the workspace, on request or when a rule says so; the log still holds."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from service_world import TODAY, World, count, faults, plan_row, register_of, score_row, write_audits, write_rows

from audit_app.domain.people import Role
from audit_app.domain.period import add_months
from audit_app.domain.problems import AppError
from audit_app.services.erasing import due_today, erase, of_one_plan
from audit_app.services.past.audits import import_audits
from audit_app.services.register.importing import import_register
from audit_app.services.subject import subject
from audit_app.store.backup import back_up, set_second_place
from audit_app.store.erasures import read_erasures
from audit_app.store.ids import Ids
from audit_app.store.log.rights import NotAllowed, Op
from audit_app.store.restore import restore
from audit_app.store.workspace import BACKUPS, Workspace

SECRETS = ("Stanley Road", "her aunt says")


@pytest.fixture
def filled(workspace: Workspace, tmp_path: Path) -> Workspace:
    """Three plans with unmistakable words; the first and the second have a past audit."""
    rows = [plan_row(1, setting_name="Stanley Road"), plan_row(2), plan_row(3)]
    import_register(workspace, write_rows(tmp_path / "register.csv", rows))
    scores = [score_row(1, "A1", 2, evidence="her aunt says"), score_row(2, "A1", 2, evidence="seen")]
    import_audits(workspace, write_audits(tmp_path, scores))
    return workspace


def everything_in(workspace: Workspace) -> str:
    """Every value of every table, as text."""
    tables = [row[0] for row in workspace.conn.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    return "\n".join(repr(row) for table in tables for row in workspace.conn.execute(f"SELECT * FROM {table}"))  # noqa: S608 - the tables' own names


def test_every_word_on_the_child_is_gone_and_the_check_is_clean(filled: Workspace) -> None:
    before = everything_in(filled)
    assert all(secret in before for secret in SECRETS)
    erased = erase(filled, [of_one_plan(filled, "EHC-001")], "asked by the family")
    after = everything_in(filled)
    assert erased.records == 3
    assert not [secret for secret in SECRETS if secret in after]
    assert "EHC-001" not in after
    assert "EHC-002" in after
    assert "seen" in after
    assert faults(filled) == []


def test_what_was_erased_is_said_so_when_it_is_asked_for(filled: Workspace) -> None:
    erase(filled, [of_one_plan(filled, "EHC-001")], "asked")
    with pytest.raises(AppError, match="Plan EHC-001 was erased under a retention rule"):
        of_one_plan(filled, "EHC-001")
    with pytest.raises(AppError, match="was erased"):
        subject(filled, "EHC-001")


def test_a_register_that_still_has_the_child_brings_nothing_back(filled: Workspace, tmp_path: Path) -> None:
    erase(filled, [of_one_plan(filled, "EHC-001")], "asked")
    import_register(filled, tmp_path / "register.csv")
    assert "Stanley Road" not in everything_in(filled)
    assert faults(filled) == []


def test_an_unknown_plan_is_refused(filled: Workspace) -> None:
    with pytest.raises(AppError, match="There is no plan EHC-009"):
        of_one_plan(filled, "EHC-009")


@pytest.mark.parametrize("reason", ["", "  \t"])
def test_without_a_reason_nothing_is_erased(filled: Workspace, reason: str) -> None:
    changes = count(filled, "change")
    with pytest.raises(AppError, match="needs a reason"):
        erase(filled, [of_one_plan(filled, "EHC-001")], reason)
    assert count(filled, "change") == changes


def test_nothing_to_erase_is_refused(filled: Workspace) -> None:
    with pytest.raises(AppError, match="nothing to erase"):
        erase(filled, [], "rules")


def test_only_an_owner_erases(world: World, tmp_path: Path) -> None:
    world.add("Max", Role.MODERATOR)
    with world.open() as workspace:
        register_of(workspace, tmp_path)
    with world.open("Max") as workspace, pytest.raises(AppError, match="Max has no right to erase") as refused:
        erase(workspace, [of_one_plan(workspace, "EHC-001")], "asked")
    assert not isinstance(refused.value, NotAllowed)  # it is refused before anything is tried


def test_the_reason_and_who_are_on_record(filled: Workspace) -> None:
    erase(filled, [of_one_plan(filled, "EHC-001")], "  asked by the family ")
    label, reason = filled.conn.execute("SELECT label, reason FROM change ORDER BY lamport DESC LIMIT 1").fetchone()
    assert (label, reason) == ("Erase under a retention rule", "asked by the family")


def test_older_backups_are_listed_and_a_restore_erases_again(filled: Workspace, tmp_path: Path) -> None:
    set_second_place(filled, tmp_path / "share")
    made = back_up(filled)
    erased = erase(filled, [of_one_plan(filled, "EHC-001")], "asked")
    assert sorted(erased.backups) == sorted(one.folder for one in made)
    assert erased.notes == ()
    for one in made:
        assert {entity.kind for entity in read_erasures(one.folder.parent)} == {"entry", "audit", "review"}
    restored = restore(made[1].folder, tmp_path / "again", "Mary has a long passphrase", filled.means)
    with restored.workspace as again:
        assert restored.erased_again == 3
        assert not [secret for secret in SECRETS if secret in everything_in(again)]


def test_a_backup_place_that_is_away_is_a_note(filled: Workspace, tmp_path: Path) -> None:
    set_second_place(filled, tmp_path / "share")
    erased = erase(filled, [of_one_plan(filled, "EHC-001")], "asked")
    assert erased.backups == ()
    assert len(erased.notes) == 1
    assert str(tmp_path / "share") in erased.notes[0]
    assert "The next backup into it does that." in erased.notes[0]
    assert read_erasures(filled.folder / BACKUPS)
    back_up(filled)
    assert read_erasures(tmp_path / "share" / "Ashford.ehcpaudit.backups")


CEASED = {
    "a year and a day ago": (add_months(TODAY, -12) - timedelta(days=1), True),
    "a year ago": (add_months(TODAY, -12), True),
    "a day less than a year ago": (add_months(TODAY, -12) + timedelta(days=1), False),
    "in the future": (TODAY + timedelta(days=9), False),
}


@pytest.mark.parametrize(("ceased", "is_due"), CEASED.values(), ids=CEASED.keys())
def test_a_ceased_entry_is_due_after_a_year(workspace: Workspace, tmp_path: Path, ceased: date, is_due: bool) -> None:
    row = plan_row(1, request_date="", final_date="2020-05-04", ceased_date=ceased.isoformat())
    import_register(workspace, write_rows(tmp_path / "register.csv", [row, plan_row(2)]))
    due = due_today(workspace)
    assert [thing.plan_ref for thing in due] == (["EHC-001"] if is_due else [])
    assert all("Ceased register rows: 1 year" in thing.why for thing in due)


AUDITED = {
    "six years ago": (add_months(TODAY, -72), True),
    "a day later": (add_months(TODAY, -72) + timedelta(1), False),
}


@pytest.mark.parametrize(("audited", "is_due"), AUDITED.values(), ids=AUDITED.keys())
def test_an_audit_is_due_after_six_years_and_its_entry_stays(
    workspace: Workspace, tmp_path: Path, audited: date, is_due: bool
) -> None:
    row = plan_row(1, request_date="", final_date="2019-05-04")
    import_register(workspace, write_rows(tmp_path / "register.csv", [row]))
    score = score_row(1, "A1", 2, audit_date=audited.isoformat(), evidence="her aunt says")
    import_audits(workspace, write_audits(tmp_path, [score]))
    due = due_today(workspace)
    assert len(due) == int(is_due)
    if not is_due:
        return
    erase(workspace, due, "retention")
    assert due_today(workspace) == ()
    assert "her aunt says" not in everything_in(workspace)
    assert workspace.conn.execute("SELECT plan_ref FROM entry").fetchone() == ("EHC-001",)
    assert faults(workspace) == []


def test_the_audits_of_a_ceased_entry_stay_until_their_own_time(workspace: Workspace, tmp_path: Path) -> None:
    row = plan_row(1, ceased_date="2025-01-10")
    import_register(workspace, write_rows(tmp_path / "register.csv", [row]))
    import_audits(workspace, write_audits(tmp_path, [score_row(1, "A1", 2, audit_date="2024-12-01")]))
    erase(workspace, due_today(workspace), "retention")
    assert workspace.conn.execute("SELECT plan_ref FROM entry").fetchone() == (None,)
    assert count(workspace, "score") == 1
    assert due_today(workspace) == ()
    assert faults(workspace) == []


def document(workspace: Workspace, added_on: str) -> None:
    """A document of EHC-001."""
    value = {
        "plan_id": Ids(workspace.id).plan("EHC-001"),
        "name": "plan.docx",
        "media_type": "application/msword",
        "size": 10,
        "digest": "00",
        "added_on": added_on,
        "key": "11",
    }
    workspace.door.write("Add a document", [Op("document", "d1", "record", value)])


DOCUMENTS = {
    "closed 30 days ago": ("2026-10-01", TODAY - timedelta(days=30), True),
    "closed 29 days ago": ("2026-10-01", TODAY - timedelta(days=29), False),
    "closed before the document came": ("2026-11-20", TODAY - timedelta(days=60), False),
}


@pytest.mark.parametrize(("added_on", "audited", "is_due"), DOCUMENTS.values(), ids=DOCUMENTS.keys())
def test_a_document_is_due_30_days_after_its_audit_was_closed(
    workspace: Workspace, tmp_path: Path, added_on: str, audited: date, is_due: bool
) -> None:
    register_of(workspace, tmp_path, plans=1)
    score = score_row(1, "A1", 2, audit_date=audited.isoformat())
    import_audits(workspace, write_audits(tmp_path, [score]))
    document(workspace, added_on)
    assert len(due_today(workspace)) == int(is_due)


def test_a_document_whose_plan_was_never_audited_is_not_due(workspace: Workspace, tmp_path: Path) -> None:
    register_of(workspace, tmp_path, plans=1)
    document(workspace, "2020-01-01")
    assert due_today(workspace) == ()
