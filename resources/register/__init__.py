"""What headings of councils' registers mean, as data. It does not know how a heading is read: `intake` does."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class FieldWords:
    """The headings of one field of the register: those that mean it, and those that may."""

    certain: tuple[str, ...]
    perhaps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class HeadingWords:
    """The words of headings: abbreviations written out, words read as another, how much a word tells (1 unless given).

    `names` and `private` are headings of columns that are never taken in and never shown, `text` those of free text,
    `others` headings that are known and no field. `without` names fields and what is missed where one of them is
    not there.
    """

    expanded: Mapping[str, str]
    same: Mapping[str, str]
    weights: Mapping[str, float]
    fields: Mapping[str, FieldWords]
    names: tuple[str, ...]
    private: tuple[str, ...]
    text: tuple[str, ...]
    others: tuple[str, ...]
    without: tuple[tuple[tuple[str, ...], str], ...]


def heading_words() -> HeadingWords:
    """Return the shipped words of headings."""
    data = tomllib.loads(files(__name__).joinpath("headings.toml").read_text(encoding="utf-8"))
    return HeadingWords(
        expanded=data["expanded"],
        same={word: read_as for read_as, words in data["same"].items() for word in words},
        weights=data["weights"],
        fields={
            name: FieldWords(tuple(phrases.get("is", ())), tuple(phrases.get("like", ())))
            for name, phrases in data["fields"].items()
        },
        names=tuple(data["dropped"]["names"]),
        private=tuple(data["dropped"]["private"]),
        text=tuple(data["dropped"]["text"]),
        others=tuple(data["others"]["headings"]),
        without=tuple((tuple(one["fields"]), one["words"]) for one in data["without"]),
    )
