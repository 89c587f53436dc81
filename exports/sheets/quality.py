"""Sections, agencies, teams, needs and phases on one sheet; markers on another."""

from exports.book import Bars, Field, Format, Grid, Scale, Sheet, Value
from exports.content import Content
from exports.pages.markers import marker_figures
from exports.pages.wording import NEEDS
from exports.sheets.columns import NUMBERS, SAID, numbers, said
from scoring.figures import AGENCIES, SECTIONS, Figure

_BREAKDOWNS = (("team", "casework team"), ("need", "primary need"), ("phase", "phase of education"))


def quality(content: Content) -> Sheet:
    """Average scores and shares of effective plans, a row a group."""
    rows: list[tuple[Value, ...]] = []
    titles = {section.id: section.title for section in content.framework.sections} if content.framework else {}
    asked = {one.section for one in content.framework.markers} if content.framework else set(SECTIONS)
    for id_, name in (dict(SECTIONS) | titles).items():
        if id_ not in asked and id_ not in SECTIONS:
            continue
        rows += _rows("section", f"{id_} · {titles.get(id_, name)}", content.figure(f"score.section.{id_}"))
    sections = len(rows)
    for id_, name in AGENCIES.items():
        rows += _rows("agency", f"{name[0].upper()}{name[1:]}", content.figure(f"score.agency.{id_}"))
    for dimension, kind in _BREAKDOWNS:
        for base in ("plans.effective", "score.overall"):
            for name, figure in content.by(base, dimension).items():
                rows += _rows(kind, NEEDS.get(name, name), figure)
    fields = (Field("By", width=17), Field("Group", width=36), Field("Figure", width=16), *NUMBERS, *SAID)
    chart = Bars("Average score of each section", "Group", "Value", "percent", 0, 100, sections)
    lines = (
        "Average scores are percentages of the weighted score; effective is Good or Outstanding.",
        "Where two intervals overlap, they prove no difference.",
    )
    return Sheet(
        "Sections and agencies",
        "Sections, agencies and groups",
        lines,
        Grid("Sections", fields, tuple(rows)),
        charts=(chart,),
    )


def _rows(kind: str, name: str, figure: Figure | None) -> list[tuple[Value, ...]]:
    if figure is None:
        return []
    what = "effective plans" if figure.id.startswith("plans.") else "average score"
    return [(kind, name, what, *numbers(figure), *said(figure))]


def markers(content: Content) -> Sheet:
    """Every marker with its average level and how many plans are sound or strong."""
    rows: list[tuple[Value, ...]] = []
    for one in marker_figures(content):
        known = content.framework.marker(one.id) if content.framework and one.id in content.framework else None
        section, weight = (known.section, known.weight) if known else ("", None)
        average = (one.mean.value, one.mean.lower, one.mean.upper, one.mean.denominator)
        sound = one.sound
        share = (sound.numerator, sound.value, sound.lower, sound.upper) if sound else (None, None, None, None)
        rows.append((one.id, section, one.question, weight, *average, *share, one.mean.reason or one.mean.note))
    chart = Bars("Average level of each marker", "Marker", "Average", "level, 0 to 3", 0, 3, len(rows))
    lines = ("Averages run from 0 to 3; level 2 is sound and 3 strong. Bounds are 95 % intervals.",)
    grid = Grid("Markers", _MARKER_FIELDS, tuple(rows))
    return Sheet("Markers", "Markers", lines, grid, charts=(chart,), scale=Scale(("Average",), 0, 3))


_MARKER_FIELDS = (
    Field("Marker", width=9),
    Field("Section", width=9),
    Field("Question", width=46),
    Field("Weight", Format.WHOLE, 9),
    Field("Average", Format.TWO_PLACES, 10),
    Field("Average, lower", Format.TWO_PLACES, 9),
    Field("Average, upper", Format.TWO_PLACES, 9),
    Field("Plans", Format.WHOLE, 8),
    Field("Sound or strong", Format.WHOLE, 9),
    Field("Sound or strong, percent", Format.ONE_PLACE, 10),
    Field("Percent, lower", Format.ONE_PLACE, 9),
    Field("Percent, upper", Format.ONE_PLACE, 9),
    Field("Notes", width=28),
)
