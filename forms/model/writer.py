"""Writes a framework as one TOML text that stands alone, so that an area can edit it. Saves no file itself."""

import json
from collections.abc import Iterable, Iterator, Sequence

from forms.model.framework import BandPreset, FollowUp, Framework, Limit, Marker


def framework_toml(framework: Framework) -> str:
    """Return the text that `read_framework` reads back as the same framework, with nothing included."""
    blocks = [
        _pairs(
            ("id", framework.id),
            ("version", framework.version),
            ("title", framework.title),
            ("cycle", framework.cycle),
            ("about", framework.about),
        ),
        _table("[scale]", ((f"level_{n}", framework.scale[n]) for n in (3, 2, 1, 0))),
        _table("[grades]", ((grade.value, label) for grade, label in framework.grade_labels)),
        _table("[bands]", [("use", framework.preset)]),
        *(_preset(preset) for preset in framework.presets),
        _table(
            "[grading]",
            [
                ("unscored_limit_percent", framework.unscored_limit_percent),
                ("agency_grade_minimum", framework.agency_grade_minimum),
            ],
        ),
        *(_limit(limit) for limit in framework.limits),
        *(_follow_up(entry) for entry in framework.follow_up),
        *_grids(framework),
        *(_table("[[sections]]", [("id", one.id), ("title", one.title)]) for one in framework.sections),
        *(_marker(marker) for marker in framework.markers),
    ]
    return "\n\n".join(blocks) + "\n"


def _value(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, tuple):
        return f"[{', '.join(_value(item) for item in value)}]"
    return str(value)


def _pairs(*pairs: tuple[str, object]) -> str:
    """Return a line for each pair; what is blank, empty, None or false is left out."""
    stated = ((key, value) for key, value in pairs if value not in ("", (), None) and value is not False)
    return "\n".join(f"{key} = {_value(value)}" for key, value in stated)


def _table(header: str, pairs: Iterable[tuple[str, object]]) -> str:
    return f"{header}\n{_pairs(*pairs)}"


def _preset(preset: BandPreset) -> str:
    starts = [(band.grade.value, band.from_percent) for band in preset.bands[:-1]]
    return _table(f"[bands.{preset.id}]", [("title", preset.title), *starts, ("source", preset.source)])


def _limit(limit: Limit) -> str:
    keys: Sequence[str] = (
        "id", "words", "cap", "kinds", "markers", "score_at_most", "without_score", "at_least", "more_than_percent"
    )  # fmt: skip
    return _table("[[limits]]", ((key, getattr(limit, key)) for key in keys))


def _follow_up(entry: FollowUp) -> str:
    keys = ("id", "grade", "marker", "score_at_most", "action", "within", "unit", "or_at_next_review")
    return _table("[[follow_up]]", ((key, getattr(entry, key)) for key in keys))


def _grids(framework: Framework) -> Iterator[str]:
    if framework.advice_grid is not None:
        yield _table("[advice_grid.sources]", framework.advice_grid.sources)
        yield _table("[advice_grid.ticks]", framework.advice_grid.ticks)
    if framework.section_states is not None:
        yield _table("[section_states]", [("sections", framework.section_states.sections)])
        yield _table("[section_states.states]", framework.section_states.states)


def _marker(marker: Marker) -> str:
    first = ("id", "question", "what_counts", "papers", "reads", "scored_by", "not_scored_by", "weight", "kind")
    last = ("shares", "na_rule", "na_reason", "notes", "source", "comparable_with")
    levels = [(f"level_{n}", marker.levels[n]) for n in (3, 2, 1, 0)]
    pairs: list[tuple[str, object]] = [(key, getattr(marker, key)) for key in first]
    return _table("[[markers]]", [*pairs, *levels, *((key, getattr(marker, key)) for key in last)])
