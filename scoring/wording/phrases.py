"""Reading the list of phrases from TOML and making each one findable; it reads no plan."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

PROVISION_SECTIONS = ("F", "G", "H1", "H2")
RULES = ("", "range", "group", "unnamed", "open")
_SEPARATOR = r"(?:\s+|\s*[-–‑]\s*)"
_ENDING = re.compile(r"^(?P<base>[^()]+)\((?P<endings>[^()]+)\)$")


class Severity(StrEnum):
    """How much room a phrase leaves; `low` where the same sentence makes it concrete."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


@dataclass(frozen=True, slots=True)
class PhraseClass:
    """Phrases that leave the same kind of room; `sections` are those in which they are looked for."""

    id: str
    title: str
    why: str
    better: str
    severity: Severity
    sections: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Phrase:
    """One phrase: its words as listed, its class, its special rule if any, where it comes from."""

    text: str
    of: PhraseClass
    rule: str
    sources: tuple[str, ...]
    pattern: re.Pattern[str]


@dataclass(frozen=True)
class Phrases:
    """The whole list. `by_first` finds the phrases that may begin at a word, in lower case."""

    title: str
    note: str
    version: int
    classes: tuple[PhraseClass, ...]
    sources: Mapping[str, str]
    by_first: Mapping[str, tuple[Phrase, ...]] = field(repr=False)
    ranges: tuple[Phrase, ...] = field(repr=False)

    @property
    def every(self) -> tuple[Phrase, ...]:
        """Every phrase once, in no particular order."""
        found = {id(one): one for several in self.by_first.values() for one in several}
        return (*found.values(), *self.ranges)


def phrases_of(text: str) -> Phrases:
    """The list that a TOML text states.

    Raises ValueError with a sentence that names the class and phrase where it states something else.
    """
    try:
        record = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ValueError(f"The list of phrases is not valid TOML: {error}.") from None
    sources = {str(name): str(words) for name, words in record.get("sources", {}).items()}
    classes = tuple(_class(entry) for entry in record.get("class", ()))
    if not classes:
        raise ValueError("The list of phrases has no class. Add a [[class]] with its phrases.")
    every = [
        _phrase(entry, of, sources)
        for of, raw in zip(classes, record["class"], strict=True)
        for entry in raw.get("phrases", ())
    ]
    firsts: dict[str, list[Phrase]] = {}
    for phrase in every:
        for first in _firsts(phrase) if phrase.rule != "range" else ():
            firsts.setdefault(first, []).append(phrase)
    return Phrases(
        str(record.get("title", "")),
        str(record.get("note", "")),
        int(record.get("version", 1)),
        classes,
        sources,
        {first: tuple(several) for first, several in firsts.items()},
        tuple(phrase for phrase in every if phrase.rule == "range"),
    )


def _class(entry: Mapping[str, Any]) -> PhraseClass:
    id_ = entry.get("id", "")
    lacking = [name for name in ("id", "title", "why", "better", "severity") if not entry.get(name)]
    if lacking:
        raise ValueError(f"The class “{id_}” of the list of phrases lacks {', '.join(lacking)}.")
    if entry["severity"] not in ("high", "medium"):
        raise ValueError(f"The class “{id_}” has the severity “{entry['severity']}”. Give high or medium.")
    sections = tuple(entry.get("sections", PROVISION_SECTIONS))
    if "A" in sections:
        raise ValueError(f"The class “{id_}” names section A, whose words are the family's own and never flagged.")
    return PhraseClass(id_, entry["title"], entry["why"], entry["better"], Severity(entry["severity"]), sections)


def _phrase(entry: Mapping[str, Any], of: PhraseClass, sources: Mapping[str, str]) -> Phrase:
    text, rule = str(entry.get("text", "")).strip(), str(entry.get("rule", ""))
    if not text or rule not in RULES:
        raise ValueError(f"The class “{of.id}” has a phrase without words, or with an unknown rule “{rule}”.")
    named = tuple(entry.get("sources", ()))
    if not named or not set(named) <= sources.keys():
        raise ValueError(f"The phrase “{text}” of the class “{of.id}” names no known source.")
    pattern = _SEPARATOR.join(_word(word) for word in text.split())
    return Phrase(text, of, rule, named, re.compile(rf"{pattern}(?!\w)", re.IGNORECASE))


def _word(word: str) -> str:
    choices = [_one(choice) for choice in _choices(word)]
    return choices[0] if len(choices) == 1 else f"(?:{'|'.join(choices)})"


def _one(word: str) -> str:
    """A word as a pattern; a point within it may be followed by a blank, one at its end may be missing."""
    inner = r"\.\s?".join(re.escape(part) for part in word.rstrip(".").split("."))
    return inner + (r"\.?" if word.endswith(".") else "")


def _choices(word: str) -> Iterator[str]:
    """The words that one of a phrase stands for: `improve(s/d)`, `for/to`."""
    found = _ENDING.match(word)
    if found is not None:
        yield from (found["base"] + ending for ending in reversed(found["endings"].split("/")))
        yield found["base"]
    else:
        yield from sorted(word.split("/"), key=len, reverse=True)


def _firsts(phrase: Phrase) -> set[str]:
    first = phrase.text.split()[0]
    return {re.split(r"[.\-]", choice)[0].casefold() for choice in _choices(first)}
