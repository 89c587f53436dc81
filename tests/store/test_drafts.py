"""What is kept on this machine alone: a draft is one person's, goes when it is saved, and is never logged."""

from pathlib import Path

import pytest
from qt_support import light_workspace

from audit_app.store.drafts import Draft, drafts_of, drop_draft, remember, remembered, save_draft
from audit_app.store.transaction import NotStorable


def draft(id_: str, value: str, field: str = "note") -> Draft:
    return Draft(id_, field, "2026-11-22T09:00:00+00:00", value)


def test_the_newest_draft_of_a_field_stands_and_only_its_persons(tmp_path: Path) -> None:
    with light_workspace(tmp_path).open() as workspace:
        conn = workspace.conn
        save_draft(conn, "mary", draft("r1.B1", "half"))
        save_draft(conn, "mary", draft("r1.B1", "half a word"))
        save_draft(conn, "tom", draft("r1.B1", "another"))
        save_draft(conn, "mary", draft("r10.B1", "of another review"))
        assert drafts_of(conn, "mary", "r1") == (draft("r1.B1", "half a word"),)
        drop_draft(conn, "mary", "r1.B1", "note")
        drop_draft(conn, "mary", "r1.B1", "note")
        assert drafts_of(conn, "mary", "r1") == ()
        assert drafts_of(conn, "tom", "r1") == (draft("r1.B1", "another"),)


def test_drafts_and_places_are_no_changes(tmp_path: Path) -> None:
    with light_workspace(tmp_path).open() as workspace:
        before = workspace.door.tip
        save_draft(workspace.conn, "mary", draft("r1.B1", "half"))
        remember(workspace.conn, "mary", "audit", "r1")
        assert workspace.door.tip == before


def test_a_place_is_kept_replaced_and_forgotten(tmp_path: Path) -> None:
    with light_workspace(tmp_path).open() as workspace:
        conn = workspace.conn
        assert remembered(conn, "mary", "audit") == ""
        for value in ("W1", "W2", "W2", ""):
            remember(conn, "mary", "audit", value)
            assert remembered(conn, "mary", "audit") == value
        assert conn.execute("SELECT count(*) FROM ui_state").fetchone()[0] == 0


def test_what_no_file_can_hold_is_refused_in_words(tmp_path: Path) -> None:
    with light_workspace(tmp_path).open() as workspace:
        for value in ("a\0b", "\ud800"):
            with pytest.raises(NotStorable):
                save_draft(workspace.conn, "mary", draft("r1.B1", value))
        assert drafts_of(workspace.conn, "mary", "r1") == ()
