"""The tables of a plan's words and golden thread, as migration m0002 makes them; shipped, so never edited."""

PLAN_WORDS = """
ALTER TABLE document ADD COLUMN role TEXT;
ALTER TABLE document ADD COLUMN agency TEXT;
ALTER TABLE document ADD COLUMN service TEXT;
CREATE INDEX document_plan ON document(plan_id);
ALTER TABLE score ADD COLUMN taken TEXT;
CREATE TABLE thread (
  review_id TEXT NOT NULL REFERENCES review(id), name TEXT NOT NULL, document_id TEXT, confirmed_by TEXT,
  confirmed_on TEXT, erased INTEGER, deleted INTEGER, PRIMARY KEY (review_id, name)
) STRICT, WITHOUT ROWID;
CREATE TABLE thread_item (
  review_id TEXT NOT NULL REFERENCES review(id), item TEXT NOT NULL, state TEXT, role TEXT, section TEXT,
  words TEXT, places TEXT, position INTEGER, source TEXT, area TEXT, adulthood TEXT, educates INTEGER,
  short_break TEXT, countable INTEGER, checked INTEGER, cause TEXT, smart_specific INTEGER,
  smart_measurable INTEGER, smart_achievable INTEGER, smart_realistic INTEGER, smart_time_bound INTEGER,
  smart_personal INTEGER, gives_what INTEGER, gives_who INTEGER, gives_group INTEGER, gives_often INTEGER,
  gives_long INTEGER, gives_where INTEGER, gives_oversight INTEGER, gives_review INTEGER, erased INTEGER,
  deleted INTEGER, PRIMARY KEY (review_id, item)
) STRICT, WITHOUT ROWID;
CREATE TABLE thread_link (
  review_id TEXT NOT NULL REFERENCES review(id), link TEXT NOT NULL, linked INTEGER, origin TEXT,
  erased INTEGER, deleted INTEGER, PRIMARY KEY (review_id, link)
) STRICT, WITHOUT ROWID;
CREATE TABLE text_place (
  review_id TEXT NOT NULL REFERENCES review(id), block TEXT NOT NULL, section TEXT, erased INTEGER,
  deleted INTEGER, PRIMARY KEY (review_id, block)
) STRICT, WITHOUT ROWID;
CREATE TABLE flag_dismissal (
  review_id TEXT NOT NULL REFERENCES review(id), flag TEXT NOT NULL, reason TEXT, erased INTEGER,
  deleted INTEGER, PRIMARY KEY (review_id, flag)
) STRICT, WITHOUT ROWID;
"""
