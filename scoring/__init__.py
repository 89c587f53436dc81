"""The arithmetic of the audit: grade, agreement, intervals, withholding, figure definitions.

Pure functions over frozen dataclasses; nothing here reads a file, a clock or the workspace. Others import the
modules: `scoring.grade` (`grade`, `Grader`, `GradeResult`, `ENGINE`), `scoring.change` (`what_would_change`),
`scoring.agreement`, `scoring.intervals`, `scoring.withholding`, `scoring.figures`.
"""
