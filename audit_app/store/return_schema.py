"""The tables and columns of the statutory return's clock, as migration m0003 makes them; shipped, so never edited."""

RETURN = """
ALTER TABLE entry ADD COLUMN tribunal INTEGER;
ALTER TABLE entry ADD COLUMN residential INTEGER;
ALTER TABLE entry ADD COLUMN sen_unit INTEGER;
ALTER TABLE entry ADD COLUMN name_key TEXT;
CREATE INDEX entry_name_key ON entry(name_key) WHERE name_key IS NOT NULL;
ALTER TABLE draw ADD COLUMN design TEXT;
ALTER TABLE place ADD COLUMN stratum TEXT;
ALTER TABLE place ADD COLUMN weight INTEGER;
CREATE TABLE advice_request (
  id TEXT PRIMARY KEY, plan_id TEXT REFERENCES entry(id), agency TEXT, service TEXT, provider TEXT,
  requested TEXT, due TEXT, received TEXT, outcome TEXT, erased INTEGER, deleted INTEGER
) STRICT;
CREATE INDEX advice_request_plan ON advice_request(plan_id);
CREATE TABLE trajectory (
  id TEXT PRIMARY KEY, name TEXT, figure TEXT, basis TEXT, started_from TEXT, points TEXT, source TEXT,
  erased INTEGER, deleted INTEGER
) STRICT;
CREATE TABLE comparison (
  id TEXT PRIMARY KEY, figure TEXT, source TEXT, file TEXT, digest TEXT, imported_on TEXT, columns TEXT, rows TEXT,
  erased INTEGER, deleted INTEGER
) STRICT;
"""
