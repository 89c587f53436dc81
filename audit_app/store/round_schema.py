"""The tables and columns of joint scoring, as migration m0004 makes them; shipped, so never edited."""

ROUNDS = """
ALTER TABLE round ADD COLUMN design TEXT;
ALTER TABLE round ADD COLUMN public TEXT;
ALTER TABLE round ADD COLUMN locked TEXT;
ALTER TABLE round ADD COLUMN halves TEXT;
ALTER TABLE round ADD COLUMN opened_private TEXT;
ALTER TABLE round ADD COLUMN opened_by TEXT;
ALTER TABLE round ADD COLUMN opened_with TEXT;
ALTER TABLE round ADD COLUMN opened_on_day TEXT;
ALTER TABLE round ADD COLUMN opened_absent TEXT;
ALTER TABLE round ADD COLUMN void_on TEXT;
ALTER TABLE round ADD COLUMN void_reason TEXT;
ALTER TABLE person ADD COLUMN member_box_key TEXT;
ALTER TABLE person ADD COLUMN member_sign_key TEXT;
ALTER TABLE person ADD COLUMN known_as TEXT;
ALTER TABLE person ADD COLUMN invited_number INTEGER;
ALTER TABLE person ADD COLUMN invited_on TEXT;
ALTER TABLE person ADD COLUMN invited_proof TEXT;
ALTER TABLE review ADD COLUMN sealed TEXT;
ALTER TABLE review ADD COLUMN late INTEGER;
ALTER TABLE review ADD COLUMN markers TEXT;
ALTER TABLE score ADD COLUMN settled_how TEXT;
ALTER TABLE score ADD COLUMN settled_code TEXT;
ALTER TABLE score ADD COLUMN settled_by TEXT;
ALTER TABLE document ADD COLUMN read_by TEXT;
ALTER TABLE document ADD COLUMN read_on TEXT;
ALTER TABLE document ADD COLUMN copy_of TEXT;
CREATE TABLE seat (
  round_id TEXT NOT NULL REFERENCES round(id), person_id TEXT NOT NULL, agency TEXT, way TEXT, markers TEXT,
  audits TEXT, copies INTEGER, newcomer INTEGER, standing TEXT, standing_reason TEXT, standing_on TEXT,
  answered INTEGER, asked INTEGER, finished INTEGER, returned_number INTEGER, returned_on TEXT,
  sent_number INTEGER, sent_on TEXT, proof TEXT, back_number INTEGER, back_reason TEXT, back_on TEXT,
  erased INTEGER, deleted INTEGER, PRIMARY KEY (round_id, person_id)
) STRICT, WITHOUT ROWID;
CREATE TABLE sealed_review (
  id TEXT PRIMARY KEY, round_id TEXT REFERENCES round(id), person_id TEXT, audit_id TEXT REFERENCES audit(id),
  review_id TEXT, number INTEGER, source TEXT, box TEXT, key TEXT, signature TEXT, answered INTEGER, asked INTEGER,
  sent_on TEXT, late INTEGER, erased INTEGER, deleted INTEGER
) STRICT;
CREATE INDEX sealed_review_round ON sealed_review(round_id);
CREATE INDEX sealed_review_audit ON sealed_review(audit_id);
CREATE TABLE learning_page (
  round_id TEXT NOT NULL REFERENCES round(id), agency TEXT NOT NULL, made_on TEXT, sent_on TEXT, sent_to TEXT,
  digest TEXT, erased INTEGER, deleted INTEGER, PRIMARY KEY (round_id, agency)
) STRICT, WITHOUT ROWID;
CREATE TABLE family_voice (
  id TEXT PRIMARY KEY, plan_id TEXT REFERENCES entry(id), round_id TEXT REFERENCES round(id), on_date TEXT, how TEXT,
  who TEXT, consent INTEGER, quote_consent INTEGER, answers TEXT, quote TEXT, note TEXT, erased INTEGER,
  deleted INTEGER
) STRICT;
CREATE INDEX family_voice_plan ON family_voice(plan_id);
CREATE TABLE assignment (
  id TEXT PRIMARY KEY, workspace TEXT, organisation TEXT, name TEXT, framework TEXT, due TEXT, agency TEXT,
  public TEXT, sealed INTEGER, number INTEGER, proof TEXT, chair TEXT, chair_box_key TEXT, chair_sign_key TEXT,
  audits TEXT, returned_number INTEGER, returned_on TEXT, result TEXT, erased INTEGER, deleted INTEGER
) STRICT;
CREATE TABLE custody (
  id TEXT PRIMARY KEY, workspace TEXT, organisation TEXT, name TEXT, due TEXT, half TEXT, number INTEGER, chair TEXT,
  chair_box_key TEXT, chair_sign_key TEXT, asked TEXT, released_on TEXT, erased INTEGER, deleted INTEGER
) STRICT;
"""
