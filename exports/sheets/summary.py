"""The first sheets: what was found in brief, and the grades."""

from exports.book import Bars, Field, Format, Grid, Sheet, Value
from exports.content import Content
from exports.pages.lead import lead
from exports.pages.wording import READERS, heading_of, period_words
from exports.sheets.columns import NUMBERS, SAID, numbers, said
from forms.model import Grade
from scoring.days import day
from scoring.figures import GRADES, Figure, words

_BRIEF = ("plans.drawn", "plans.audited", "plans.not_graded", "plans.effective", "score.overall")


def summary(content: Content) -> Sheet:
    """Head and leading figures."""
    head = content.head
    figures = [figure for id_ in _BRIEF if (figure := content.figure(id_)) is not None]
    if content.team:
        own = (content.by(base, "team").get(content.team) for base in ("plans.effective", "score.overall"))
        figures += [figure for figure in own if figure is not None]
    facts: list[tuple[str, Value]] = [
        ("Organisation", head.organisation),
        ("Period", period_words(head)),
        ("For", READERS[head.audience]),
        ("Reporting line", head.line),
        ("Cycle", head.cycle),
        ("Framework", head.framework),
        ("Round", head.round),
        ("Casework team", content.team),
        ("Status", head.state),
        ("Data up to", day(head.data_date)),
        ("State of the data", head.data_head),
        ("Made with", f"version {head.app_version}, grading rules {head.engine}"),
    ]
    return Sheet(
        "Summary",
        heading_of(content),
        (*lead(content), *head.notes),
        Grid("Summary", (Field("Figure", width=46), *NUMBERS, *SAID), tuple(_row(figure) for figure in figures)),
        tuple((label, value) for label, value in facts if value),
    )


def _row(figure: Figure) -> tuple[Value, ...]:
    return (figure.label, *numbers(figure), *said(figure))


def grades(content: Content) -> Sheet:
    """Plans by final grade, with a chart of their numbers."""
    labels = dict(content.framework.grade_labels) if content.framework else {}
    rows: list[tuple[Value, ...]] = []
    for grade in GRADES:
        figure = content.figure(f"grade.{grade}")
        if figure is not None:
            label = labels.get(Grade(grade), GRADES[grade])
            interval = (figure.value, figure.lower, figure.upper)
            rows.append((label, figure.numerator, figure.denominator, *interval, words(figure), figure.note))
    fields = (
        Field("Grade", width=24),
        Field("Plans", Format.WHOLE, 9),
        Field("Graded plans", Format.WHOLE, 13),
        Field("Percent", Format.ONE_PLACE, 10),
        Field("Lower", Format.ONE_PLACE, 9),
        Field("Upper", Format.ONE_PLACE, 9),
        *SAID,
    )
    chart = Bars("Plans by final grade", "Grade", "Plans", "plans", 0, None, len(rows))
    lines = ("Lower and upper are the 95 % interval of the percentage (Wilson).",)
    return Sheet("Grades", "Final grades", lines, Grid("Grades", fields, tuple(rows)), charts=(chart,))
