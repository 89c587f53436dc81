"""The tables of improvement plan, governance and measures, as migration m0006 makes them; shipped, so never edited."""

REPORT_LOOK = """
ALTER TABLE workspace ADD COLUMN report_logo TEXT;
ALTER TABLE workspace ADD COLUMN report_logo_words TEXT;
ALTER TABLE workspace ADD COLUMN report_colour TEXT;
"""
COMMENTARY = """
ALTER TABLE commentary ADD COLUMN public INTEGER;
"""
IMPROVEMENT = """
CREATE TABLE improvement_plan (
  id TEXT PRIMARY KEY, title TEXT, about TEXT, source TEXT, checkpoints TEXT, refresh TEXT, erased INTEGER,
  deleted INTEGER
) STRICT;
CREATE TABLE plan_theme (
  id TEXT PRIMARY KEY, plan TEXT REFERENCES improvement_plan(id), letter TEXT, title TEXT, aims TEXT, place INTEGER,
  erased INTEGER, deleted INTEGER
) STRICT;
CREATE TABLE required_outcome (
  id TEXT PRIMARY KEY, theme TEXT REFERENCES plan_theme(id), number TEXT, words TEXT, place INTEGER, erased INTEGER,
  deleted INTEGER
) STRICT;
CREATE TABLE plan_action (
  id TEXT PRIMARY KEY, outcome TEXT REFERENCES required_outcome(id), place INTEGER, words TEXT, timescale TEXT,
  dates TEXT, recurrence TEXT, owners TEXT, leaders TEXT, measures TEXT, evidence TEXT, impact TEXT, comments TEXT,
  erased INTEGER, deleted INTEGER
) STRICT;
CREATE TABLE plan_progress (
  action_id TEXT NOT NULL REFERENCES plan_action(id), checkpoint TEXT NOT NULL, status TEXT, comment TEXT,
  evidence TEXT, erased INTEGER, deleted INTEGER, PRIMARY KEY (action_id, checkpoint)
) STRICT, WITHOUT ROWID;
CREATE TABLE plan_version (
  id TEXT PRIMARY KEY, plan TEXT REFERENCES improvement_plan(id), number TEXT, made_on TEXT, made_by TEXT, note TEXT,
  content TEXT, digest TEXT, signed_on TEXT, signed_by TEXT, signed_board TEXT, erased INTEGER, deleted INTEGER
) STRICT;
CREATE TABLE risk (
  id TEXT PRIMARY KEY, plan TEXT REFERENCES improvement_plan(id), kind TEXT, opened_on TEXT, words TEXT, owner TEXT,
  likelihood INTEGER, impact INTEGER, mitigation TEXT, about TEXT, closed_on TEXT, closed_why TEXT, erased INTEGER,
  deleted INTEGER
) STRICT;
CREATE TABLE escalation (
  id TEXT PRIMARY KEY, about TEXT, from_whom TEXT, to_whom TEXT, on_date TEXT, words TEXT, answered_on TEXT,
  answer TEXT, erased INTEGER, deleted INTEGER
) STRICT;
CREATE TABLE reporting_line (
  id TEXT PRIMARY KEY, body TEXT, chair TEXT, kind TEXT, sends TEXT, recurrence TEXT, first TEXT, dates TEXT,
  audience TEXT, public INTEGER, needs TEXT, cut_off_days INTEGER, papers_days INTEGER, communication_days INTEGER,
  ended TEXT, erased INTEGER, deleted INTEGER
) STRICT;
CREATE TABLE meeting (
  id TEXT PRIMARY KEY, line TEXT REFERENCES reporting_line(id), on_date TEXT, moved_from TEXT, cut_off TEXT,
  papers_out TEXT, attendance TEXT, challenge TEXT, minutes TEXT, communicated_on TEXT, cancelled TEXT,
  erased INTEGER, deleted INTEGER
) STRICT;
CREATE TABLE decision (
  id TEXT PRIMARY KEY, line TEXT REFERENCES reporting_line(id), on_date TEXT, words TEXT, owner TEXT, due TEXT,
  action TEXT REFERENCES action(id), erased INTEGER, deleted INTEGER
) STRICT;
CREATE TABLE measure (
  id TEXT PRIMARY KEY, code TEXT, title TEXT, theme TEXT, unit TEXT, direction TEXT, frequency TEXT, source TEXT,
  figure TEXT, definition TEXT, owner TEXT, place INTEGER, ended TEXT, erased INTEGER, deleted INTEGER
) STRICT;
CREATE TABLE measure_value (
  measure_id TEXT NOT NULL REFERENCES measure(id), period TEXT NOT NULL, value REAL, numerator REAL, denominator REAL,
  detail TEXT, note TEXT, source TEXT, erased INTEGER, deleted INTEGER, PRIMARY KEY (measure_id, period)
) STRICT, WITHOUT ROWID;
CREATE TABLE adulthood (
  id TEXT PRIMARY KEY REFERENCES entry(id), care TEXT, health TEXT, due TEXT, referred TEXT, assessed TEXT,
  outcome TEXT, note TEXT, erased INTEGER, deleted INTEGER
) STRICT;
CREATE TABLE ehc_outcome (
  id TEXT PRIMARY KEY, plan_id TEXT REFERENCES entry(id), number TEXT, words TEXT, area TEXT, agency TEXT,
  set_on TEXT, target TEXT, erased INTEGER, deleted INTEGER
) STRICT;
CREATE INDEX ehc_outcome_plan ON ehc_outcome(plan_id);
CREATE TABLE outcome_progress (
  outcome_id TEXT NOT NULL REFERENCES ehc_outcome(id), reviewed TEXT NOT NULL, progress TEXT, evidence TEXT,
  source TEXT, erased INTEGER, deleted INTEGER, PRIMARY KEY (outcome_id, reviewed)
) STRICT, WITHOUT ROWID;
"""
