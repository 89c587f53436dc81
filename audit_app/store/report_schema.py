"""The tables of reports that were issued, as migration m0005 makes them; shipped, so never edited."""

REPORTS = """
CREATE TABLE issued_report (
  id TEXT PRIMARY KEY, kind TEXT, period TEXT, first TEXT, last TEXT, audience TEXT, round TEXT, cycle TEXT,
  framework TEXT, issued_on TEXT, data_head TEXT, figures TEXT, erased INTEGER, deleted INTEGER
) STRICT;
CREATE TABLE restatement (
  report_id TEXT NOT NULL REFERENCES issued_report(id), number TEXT NOT NULL, on_date TEXT, why TEXT, data_head TEXT,
  figures TEXT, erased INTEGER, deleted INTEGER, PRIMARY KEY (report_id, number)
) STRICT, WITHOUT ROWID;
CREATE TABLE commentary (
  id TEXT PRIMARY KEY, period TEXT, topic TEXT, words TEXT, owner TEXT, erased INTEGER, deleted INTEGER
) STRICT;
CREATE TABLE rebasing (
  id TEXT PRIMARY KEY, figure TEXT, cycle TEXT, month TEXT, cause TEXT, decided_on TEXT, erased INTEGER,
  deleted INTEGER
) STRICT;
"""
