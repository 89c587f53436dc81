"""Reads a framework from TOML text, or says line by line what is wrong with it. Opens no file itself."""

import re
import tomllib

from forms.model.framework import Framework, Marker, Section
from forms.model.include import (
    PARTS,
    Resolve,
    Source,
    fitting_follow_up,
    fitting_limits,
    fitting_states,
    grading_of,
    included_markers,
    read_include,
)
from forms.model.lines import LineIndex
from forms.model.read_markers import read_markers, read_sections
from forms.model.read_rules import read_follow_up, read_limits
from forms.model.read_scale import (
    read_advice_grid,
    read_bands,
    read_grades,
    read_grading,
    read_name,
    read_scale,
    read_section_states,
)
from forms.model.tables import MAX_TITLE, FrameworkProblem, Table
from forms.model.vocabulary import CYCLES

MAX_CHARACTERS = 300_000
"""Characters in one framework file; Core-42 has about a sixth of it."""

MAX_LINE = 3_000
"""Characters in one line; tomllib's time grows with the square of a key's length."""

MAX_VERSION = 99_999

_AT_LINE = re.compile(r" \(at line (\d+), column \d+\)$")
_AT_END = " (at end of document)"


class FrameworkError(Exception):
    """A text is not a framework; `problems` say why, in the order of their lines."""

    def __init__(self, problems: tuple[FrameworkProblem, ...]) -> None:
        count = f" It is the first of {len(problems)} problems." if len(problems) > 1 else ""
        super().__init__(f"The framework cannot be read: {problems[0]}{count}")
        self.problems = problems


def nothing_else(key: str) -> str | None:  # noqa: ARG001 - it fits Resolve, which asks by key
    """Resolve no include: for files that stand alone."""
    return None


def read_framework(text: str, resolve: Resolve = nothing_else) -> Framework:
    """Return the framework that `text` states. Raises FrameworkError with every problem found."""
    framework, problems = _read(text, resolve)
    if framework is None:
        raise FrameworkError(problems)
    return framework


def check_framework(text: str, resolve: Resolve = nothing_else) -> tuple[FrameworkProblem, ...]:
    """Return what is wrong with `text`, in the order of its lines; nothing when it can be used."""
    return _read(text, resolve)[1]


def _read(text: str, resolve: Resolve | None) -> tuple[Framework | None, tuple[FrameworkProblem, ...]]:
    """Read one text; `resolve` None says that it is included itself and may include nothing."""
    text = text.removeprefix("\ufeff")
    values = _parsed(text)
    if isinstance(values, FrameworkProblem):
        return None, (values,)
    problems: list[FrameworkProblem] = []
    document = Table(values, (), "", LineIndex(text), problems)
    source = read_include(document, resolve, lambda other: _read(other, None))
    framework = None if source is None else _framework(document, source)
    return (None, tuple(sorted(set(problems)))) if problems else (framework, ())


def _parsed(text: str) -> dict[str, object] | FrameworkProblem:
    """Return the values of a TOML text of bounded size, or why there are none."""
    if len(text) > MAX_CHARACTERS:
        return FrameworkProblem(1, f"The file has {len(text)} characters. At most {MAX_CHARACTERS} are allowed.")
    for number, line in enumerate(text.split("\n"), start=1):
        if len(line) > MAX_LINE:
            message = f"This line has {len(line)} characters. At most {MAX_LINE} are allowed."
            return FrameworkProblem(number, message)
    try:
        return tomllib.loads(text)
    except RecursionError:
        return FrameworkProblem(1, "The file nests lists or tables too deeply to be a framework.")
    except ValueError as error:
        return _syntax(str(error), text)


def _syntax(message: str, text: str) -> FrameworkProblem:
    """Return the problem that tomllib words as `message`."""
    placed = _AT_LINE.search(message)
    if placed is not None:
        line = int(placed[1])
    else:
        line = max(text.rstrip().count("\n") + 1, 1) if message.endswith(_AT_END) else 1
    words = _AT_LINE.sub("", message).removesuffix(_AT_END)
    return FrameworkProblem(line, f"This is not valid TOML: {words}. Compare it with a shipped framework.")


def _framework(document: Table, source: Source) -> Framework:
    """Build the framework; it is only good when no problem was noted."""
    document.only("id", "version", "title", "cycle", "about", "include", "markers", *PARTS)
    sections, markers = _form(document, source)
    section_ids = [section.id for section in sections]
    ids = [marker.id for marker in markers]
    preset, presets = source.part("bands", lambda: read_bands(document), lambda b: (b.preset, b.presets))
    grading = source.part("grading", lambda: read_grading(document), grading_of)
    return Framework(
        id=read_name(document),
        version=document.whole("version", 1, MAX_VERSION) or 0,
        title=document.text("title", limit=MAX_TITLE),
        cycle=document.choice("cycle", CYCLES),
        about=document.text("about", required=False),
        scale=source.part("scale", lambda: read_scale(document), lambda b: b.scale),
        grade_labels=source.part("grades", lambda: read_grades(document), lambda b: b.grade_labels),
        preset=preset,
        presets=presets,
        unscored_limit_percent=grading.unscored_limit_percent,
        agency_grade_minimum=grading.agency_grade_minimum,
        limits=source.part("limits", lambda: read_limits(document, ids), lambda b: fitting_limits(b, ids)),
        follow_up=source.part("follow_up", lambda: read_follow_up(document, ids), lambda b: fitting_follow_up(b, ids)),
        advice_grid=source.part("advice_grid", lambda: read_advice_grid(document), lambda b: b.advice_grid),
        section_states=source.part(
            "section_states",
            lambda: read_section_states(document, section_ids),
            lambda b: fitting_states(b, section_ids),
        ),
        sections=sections,
        markers=markers,
    )


def _form(document: Table, source: Source) -> tuple[tuple[Section, ...], tuple[Marker, ...]]:
    """Return sections and markers, the included markers first."""
    sections = source.part("sections", lambda: read_sections(document), lambda b: b.sections)
    if not sections:
        document.fault("sections", "There are no sections. Write at least one [[sections]].")
    included = included_markers(document, source, sections)
    markers = (*included, *read_markers(document, sections, [marker.id for marker in included]))
    if not markers:
        document.fault("markers", "There are no markers. Write at least one [[markers]].")
    return sections, markers
