"""The tables, as append-only migrations; what their rows mean stands in `vocabulary` and in the readers.

A migration that has shipped is never edited: golden databases of every version are migrated in the tests.
"""

from audit_app.store.action_schema import ACTIONS
from audit_app.store.driver import Database
from audit_app.store.improvement_schema import COMMENTARY, IMPROVEMENT, REPORT_LOOK
from audit_app.store.migrations import Migrations
from audit_app.store.report_schema import REPORTS
from audit_app.store.return_schema import RETURN
from audit_app.store.round_schema import ROUNDS
from audit_app.store.thread_schema import PLAN_WORDS

MIGRATIONS = Migrations("ehcp-audit")

LOG_TABLES = ("writer", "change", "op", "head")
"""The change log itself: written by `store.log` alone."""

LOCAL_TABLES = ("access_event", "draft", "ui_state", "local_setting")
"""Kept on this machine and never merged."""

DERIVED_TABLES = ("fact_marker", "score_fact")
"""Rebuilt by `check` from the logged tables."""

_LOG = """
CREATE TABLE writer (
  writer TEXT PRIMARY KEY, person TEXT NOT NULL, installation TEXT NOT NULL, sign_key TEXT NOT NULL,
  started_utc TEXT NOT NULL, continues_from TEXT NOT NULL
) STRICT;
CREATE TABLE change (
  writer TEXT NOT NULL REFERENCES writer(writer), seq INTEGER NOT NULL, lamport INTEGER NOT NULL,
  utc TEXT NOT NULL, vocab INTEGER NOT NULL, label TEXT, reason TEXT, salt BLOB, text_digest BLOB NOT NULL,
  ops_digest BLOB NOT NULL, touches TEXT NOT NULL, hash BLOB NOT NULL,
  PRIMARY KEY (writer, seq)
) STRICT, WITHOUT ROWID;
CREATE INDEX change_order ON change(lamport, writer);
CREATE TABLE op (
  id TEXT NOT NULL, field TEXT NOT NULL, writer TEXT NOT NULL, seq INTEGER NOT NULL, kind TEXT NOT NULL,
  replaces TEXT NOT NULL, old TEXT, new TEXT, salt BLOB, digest BLOB NOT NULL, leaf INTEGER NOT NULL,
  PRIMARY KEY (id, field, writer, seq), FOREIGN KEY (writer, seq) REFERENCES change(writer, seq)
) STRICT, WITHOUT ROWID;
CREATE INDEX op_change ON op(writer, seq);
CREATE TABLE head (
  writer TEXT NOT NULL, seq INTEGER NOT NULL, hash BLOB NOT NULL, signature BLOB NOT NULL, why TEXT NOT NULL,
  PRIMARY KEY (writer, seq), FOREIGN KEY (writer, seq) REFERENCES change(writer, seq)
) STRICT, WITHOUT ROWID;
"""

_LOCAL = """
CREATE TABLE access_event (
  n INTEGER PRIMARY KEY, utc TEXT NOT NULL, person TEXT NOT NULL, act TEXT NOT NULL, thing TEXT NOT NULL,
  hash BLOB NOT NULL
) STRICT;
CREATE TABLE draft (
  id TEXT NOT NULL, field TEXT NOT NULL, person TEXT NOT NULL, utc TEXT NOT NULL, value TEXT NOT NULL,
  PRIMARY KEY (id, field, person)
) STRICT, WITHOUT ROWID;
CREATE TABLE ui_state (person TEXT NOT NULL, name TEXT NOT NULL, value TEXT NOT NULL,
  PRIMARY KEY (person, name)) STRICT, WITHOUT ROWID;
CREATE TABLE local_setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
"""

_LOGGED = """
CREATE TABLE workspace (
  id TEXT PRIMARY KEY, organisation TEXT, settings TEXT, match_secret TEXT, restored TEXT,
  erased INTEGER, deleted INTEGER
) STRICT;
CREATE TABLE person (
  id TEXT PRIMARY KEY, name TEXT, agency TEXT, roles TEXT, teams TEXT, box_key TEXT, sign_key TEXT,
  active_from TEXT, active_to TEXT, erased INTEGER, deleted INTEGER
) STRICT;
CREATE TABLE framework (
  id TEXT PRIMARY KEY, framework TEXT, version INTEGER, text TEXT, erased INTEGER, deleted INTEGER
) STRICT;
CREATE TABLE entry (
  id TEXT PRIMARY KEY, plan_ref TEXT, match_key TEXT,
  date_of_birth TEXT, sex TEXT, ethnicity TEXT, primary_need TEXT, secondary_need TEXT, year_group INTEGER,
  setting_name TEXT, setting_urn TEXT, setting_type TEXT, casework_team TEXT, case_officer TEXT,
  written_by TEXT, request_date TEXT, request_outcome TEXT, request_outcome_date TEXT,
  assessment_outcome TEXT, assessment_outcome_date TEXT, advice_requested_date TEXT,
  education_advice_date TEXT, psychology_advice_date TEXT, health_advice_date TEXT,
  social_care_advice_date TEXT, draft_date TEXT, final_date TEXT, exception TEXT, last_review_date TEXT,
  review_outcome TEXT, review_decision_date TEXT, review_final_date TEXT, phase_transfer_due TEXT,
  phase_transfer_final TEXT, looked_after INTEGER, child_protection INTEGER, child_in_need INTEGER,
  known_to_health INTEGER, known_to_social_care INTEGER, plan_version TEXT, transferred_in INTEGER,
  ceased_date TEXT, find_card TEXT, erased INTEGER, deleted INTEGER
) STRICT;
CREATE INDEX entry_plan_ref ON entry(plan_ref);
CREATE INDEX entry_match ON entry(match_key);
CREATE TABLE register_import (
  id TEXT PRIMARY KEY, file TEXT, digest TEXT, imported_on TEXT, columns TEXT, rows INTEGER, added INTEGER,
  changed INTEGER, ceased INTEGER, vanished TEXT, erased INTEGER, deleted INTEGER
) STRICT;
CREATE TABLE draw (
  id TEXT PRIMARY KEY, cycle TEXT, on_date TEXT, seed TEXT, size INTEGER, months INTEGER, weight_sum TEXT,
  start TEXT, frame_size INTEGER, frame_hash TEXT, excluded TEXT, drawn_by TEXT, note TEXT,
  erased INTEGER, deleted INTEGER
) STRICT;
CREATE TABLE place (
  id TEXT PRIMARY KEY, draw_id TEXT REFERENCES draw(id), number INTEGER, role TEXT,
  plan_id TEXT REFERENCES entry(id), chance TEXT, assigned_to TEXT REFERENCES person(id), due TEXT,
  replaced_by TEXT, replaced_reason TEXT, closed_reason TEXT, erased INTEGER, deleted INTEGER
) STRICT;
CREATE INDEX place_draw ON place(draw_id);
CREATE INDEX place_plan ON place(plan_id);
CREATE TABLE round (
  id TEXT PRIMARY KEY, name TEXT, cycle TEXT, opened_on TEXT, due TEXT, members TEXT, draw_id TEXT,
  sealed TEXT, state TEXT, state_detail TEXT, erased INTEGER, deleted INTEGER
) STRICT;
CREATE TABLE audit (
  id TEXT PRIMARY KEY, plan_id TEXT REFERENCES entry(id), framework TEXT REFERENCES framework(id),
  cycle TEXT, round TEXT, date TEXT, purpose TEXT, place_id TEXT, abandoned TEXT,
  erased INTEGER, deleted INTEGER
) STRICT;
CREATE INDEX audit_date ON audit(date);
CREATE INDEX audit_plan ON audit(plan_id);
CREATE TABLE review (
  no INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, audit_id TEXT REFERENCES audit(id), reviewer TEXT,
  person_id TEXT, agency TEXT, kind TEXT, source TEXT, state TEXT, state_detail TEXT, grade TEXT, band TEXT,
  score INTEGER, possible INTEGER, limits TEXT, engine TEXT, override_grade TEXT, override_reason TEXT,
  override_by TEXT, erased INTEGER, deleted INTEGER
) STRICT;
CREATE INDEX review_audit ON review(audit_id);
CREATE TABLE score (
  review_id TEXT NOT NULL REFERENCES review(id), marker TEXT NOT NULL, score TEXT, evidence TEXT, cause TEXT,
  reason TEXT, note TEXT, good_practice INTEGER, erased INTEGER, deleted INTEGER,
  PRIMARY KEY (review_id, marker)
) STRICT, WITHOUT ROWID;
CREATE TABLE advice (
  review_id TEXT NOT NULL REFERENCES review(id), source TEXT NOT NULL, listed INTEGER, dated INTEGER,
  current INTEGER, specific INTEGER, erased INTEGER, deleted INTEGER, PRIMARY KEY (review_id, source)
) STRICT, WITHOUT ROWID;
CREATE TABLE section_state (
  review_id TEXT NOT NULL REFERENCES review(id), section TEXT NOT NULL, state TEXT, erased INTEGER,
  deleted INTEGER, PRIMARY KEY (review_id, section)
) STRICT, WITHOUT ROWID;
CREATE TABLE document (
  id TEXT PRIMARY KEY, plan_id TEXT REFERENCES entry(id), name TEXT, media_type TEXT, size INTEGER,
  digest TEXT, added_on TEXT, key TEXT, erased INTEGER, deleted INTEGER
) STRICT;
CREATE TABLE release (
  id TEXT PRIMARY KEY, kind TEXT, audience TEXT, first TEXT, last TEXT, released_on TEXT, cells TEXT,
  erased INTEGER, deleted INTEGER
) STRICT;
"""

_DERIVED = """
CREATE TABLE fact_marker (no INTEGER PRIMARY KEY, framework TEXT NOT NULL, marker TEXT NOT NULL,
  UNIQUE (framework, marker)) STRICT;
CREATE TABLE score_fact (review_no INTEGER NOT NULL, marker_no INTEGER NOT NULL, value INTEGER NOT NULL,
  PRIMARY KEY (review_no, marker_no)) STRICT, WITHOUT ROWID;
"""


def _run(db: Database, *scripts: str) -> None:
    for script in scripts:
        for statement in script.split(";"):
            if statement.strip():
                db.execute(statement)


@MIGRATIONS()
def m0001_first_tables(db: Database) -> None:
    """The tables of version 0.1."""
    _run(db, _LOG, _LOCAL, _LOGGED, _DERIVED)


@MIGRATIONS()
def m0002_plan_words(db: Database) -> None:
    """The plan's own words and the golden thread."""
    _run(db, PLAN_WORDS)


@MIGRATIONS()
def m0003_return(db: Database) -> None:
    """The advice log, targets in time, published comparisons, and draws with strata."""
    _run(db, RETURN)


@MIGRATIONS()
def m0004_rounds(db: Database) -> None:
    """Joint scoring: seats, sealed reviews, family voice, and what consensus says of a score."""
    _run(db, ROUNDS)


@MIGRATIONS()
def m0005_reports(db: Database) -> None:
    """Reports that were issued, their restatements, commentary, and charts re-based."""
    _run(db, REPORTS)


@MIGRATIONS()
def m0006_improvement(db: Database) -> None:
    """Actions, improvement plan, governance, measures, progress after annual review, reports' look, public words."""
    _run(db, ACTIONS, IMPROVEMENT, REPORT_LOOK, COMMENTARY)


KNOWN = ("m0001_first_tables", "m0002_plan_words", "m0003_return", "m0004_rounds", "m0005_reports", "m0006_improvement")
"""Names of every migration that this version knows, oldest first; a file with another one is newer."""

SCHEMA = len(KNOWN)
"""The schema number that keys.json carries, so that a newer file is told before any passphrase."""
