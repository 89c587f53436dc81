"""A report's content as a workbook: summary, grades, groups, markers, plans, every figure, definitions."""

from exports.book import Book
from exports.content import Content
from exports.pages.wording import SHORT_READERS, heading_of, period_words
from exports.plain import one_line
from exports.sheets.actions import actions
from exports.sheets.agreement import agreement
from exports.sheets.causes import causes
from exports.sheets.chase import chase
from exports.sheets.commentary import commentary
from exports.sheets.exceptions import exceptions
from exports.sheets.figures import definitions, figures
from exports.sheets.heat import heat
from exports.sheets.improvement import improvement
from exports.sheets.issued import issued
from exports.sheets.outcomes import outcomes
from exports.sheets.papers import papers
from exports.sheets.plans import plan_sheets
from exports.sheets.quality import markers, quality
from exports.sheets.recurring import recurring
from exports.sheets.scorecard import scorecard
from exports.sheets.summary import grades, summary
from exports.sheets.timeliness import timeliness
from exports.sheets.trends import trends
from exports.sheets.voice import voice
from scoring.days import day


def book_of(content: Content) -> Book:
    """Everything that the report counts, and for the audit group the plans behind it."""
    head = content.head
    parts = (heading_of(content), content.team, period_words(head))
    heading = one_line(", ".join(part for part in parts if part))
    sheets = (
        *chase(content),
        summary(content),
        grades(content),
        quality(content),
        markers(content),
        *heat(content),
        *issued(content),
        *exceptions(content),
        *commentary(content),
        *trends(content),
        *scorecard(content),
        *plan_sheets(content),
        *recurring(content),
        *causes(content),
        *actions(content),
        *improvement(content),
        *agreement(content),
        *papers(content),
        *voice(content),
        *timeliness(content),
        *outcomes(content),
        figures(content),
        definitions(content),
    )
    return Book(
        title=heading,
        organisation=one_line(head.organisation),
        subject=f"{heading}, {SHORT_READERS[head.audience]}",
        foot=f"{heading}, {SHORT_READERS[head.audience]}. Data up to {day(head.data_date)}.",
        sheets=sheets,
        look=content.look,
    )
