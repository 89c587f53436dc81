"""The tables of actions, as migration m0006 makes them; shipped, so never edited."""

ACTIONS = """
ALTER TABLE audit ADD COLUMN follows_audit TEXT;
ALTER TABLE audit ADD COLUMN follows_action TEXT;
CREATE TABLE action (
  id TEXT PRIMARY KEY, opened_on TEXT, opened_by TEXT, source TEXT, cycle TEXT, round TEXT, framework TEXT,
  agency TEXT, service TEXT, team TEXT, what TEXT, owner TEXT, leader TEXT, timescale TEXT, due TEXT, success TEXT,
  cause TEXT, scope TEXT, figure TEXT, comments TEXT, evidence TEXT, plan_action TEXT,
  asked_on TEXT, asked_by TEXT, asked_why TEXT, closed_on TEXT, closed_by TEXT, closed_asked_by TEXT, closed_why TEXT,
  closed_sample TEXT, abandoned_on TEXT, abandoned_by TEXT, abandoned_why TEXT, erased INTEGER, deleted INTEGER
) STRICT;
CREATE TABLE action_finding (
  action_id TEXT NOT NULL REFERENCES action(id), number TEXT NOT NULL, kind TEXT, plan_id TEXT REFERENCES entry(id),
  audit_id TEXT REFERENCES audit(id), framework TEXT, marker TEXT, section TEXT, score TEXT, pattern TEXT, words TEXT,
  erased INTEGER, deleted INTEGER, PRIMARY KEY (action_id, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX action_finding_plan ON action_finding(plan_id) WHERE plan_id IS NOT NULL;
CREATE TABLE action_checkpoint (
  action_id TEXT NOT NULL REFERENCES action(id), on_date TEXT NOT NULL, status TEXT, comment TEXT, evidence TEXT,
  erased INTEGER, deleted INTEGER, PRIMARY KEY (action_id, on_date)
) STRICT, WITHOUT ROWID;
CREATE TABLE sent_workbook (
  id TEXT PRIMARY KEY, agency TEXT, sent_on TEXT, digest TEXT, actions INTEGER, returned_on TEXT, returned_digest TEXT,
  accepted INTEGER, kept INTEGER, erased INTEGER, deleted INTEGER
) STRICT;
CREATE TABLE rule_set (
  id TEXT PRIMARY KEY, text TEXT, erased INTEGER, deleted INTEGER
) STRICT;
"""
