"""What headings and words of councils' own audit sheets mean, as data. It does not know how they are read."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from importlib.resources import files
from typing import Any

from resources.register import FieldWords, HeadingWords, heading_words


@dataclass(frozen=True, slots=True)
class LevelWords:
    """Words of audit sheets by what they mean: `levels` 3, 2, 1, 0, NA, NE or empty, `grades` a grade's id.

    `doubtful` are words that may mean something else too, with the sentence that says so; `agencies` and `group` are
    how a sheet names an agency, and the scores that a group agreed.
    """

    levels: Mapping[str, str]
    grades: Mapping[str, str]
    doubtful: Mapping[str, str]
    agencies: Mapping[str, str]
    group: frozenset[str]


def past_heading_words() -> HeadingWords:
    """The words of headings for sheets of past audits: those of registers, but for the fields and what is no field."""
    data, base = _data("headings.toml"), heading_words()
    fields = {
        name: FieldWords(tuple(phrases.get("is", ())), tuple(phrases.get("like", ())))
        for name, phrases in data["fields"].items()
    }
    return replace(
        base,
        expanded={**base.expanded, **data["expanded"]},
        same={**base.same, **{word: read_as for read_as, words in data["same"].items() for word in words}},
        fields={**fields, "plan_ref": _both(base.fields["plan_ref"], fields["plan_ref"])},
        private=(*base.private, *data["private"]["headings"]),
        text=(*base.text, *data["text"]["headings"]),
        others=tuple(data["others"]["headings"]),
        without=(),
    )


def _both(some: FieldWords, others: FieldWords) -> FieldWords:
    return FieldWords((*some.certain, *others.certain), (*some.perhaps, *others.perhaps))


def level_words() -> LevelWords:
    """The shipped words of levels and grades; each is in small letters with single spaces."""
    data = _data("words.toml")
    return LevelWords(
        levels=_by_word(data["levels"]),
        grades=_by_word(data["grades"]),
        doubtful=data["doubtful"],
        agencies=_by_word(data["agencies"]),
        group=frozenset(data["group"]["words"]),
    )


def _data(name: str) -> dict[str, Any]:
    return tomllib.loads(files(__name__).joinpath(name).read_text(encoding="utf-8"))


def _by_word(lists: Mapping[str, list[str]]) -> Mapping[str, str]:
    return {word: "" if meaning == "blank" else meaning for meaning, words in lists.items() for word in words}
