"""What the words of an item are about, by the domain's vocabulary; read from TOML, it knows no plan."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from scoring.thread.words import stem, telling_words

SAYS = 1.0
"""How sure a word that is about a concept wherever it stands makes."""
HINTS = 0.5
"""How sure a word of everyday use makes, that is about it only beside others."""


@dataclass(frozen=True, slots=True)
class Concepts:
    """The vocabulary: which concepts a stem, or a phrase of several words, belongs to, and how surely.

    `little` are the stems of words that tell nothing of what a line is about.
    """

    by_stem: Mapping[str, Mapping[str, float]]
    phrases: tuple[tuple[re.Pattern[str], str, float], ...]
    little: frozenset[str]

    def of(self, text: str) -> dict[str, str]:
        """The concepts that a text is about, each with the word that says so."""
        return {concept: word for concept, (word, _) in self.weighed(text).items()}

    def weighed(self, text: str) -> dict[str, tuple[str, float]]:
        """The same, each also with how sure its surest word makes, 0.0 to 1.0."""
        found: dict[str, tuple[str, float]] = {}
        for pattern, concept, sure in self.phrases:
            if (match := pattern.search(text)) and sure > found.get(concept, ("", 0.0))[1]:
                found[concept] = match.group(), sure
        for root, word in telling_words(text).items():
            for concept, sure in sorted(self.by_stem.get(root, {}).items()):
                if sure > found.get(concept, ("", 0.0))[1]:
                    found[concept] = word, sure
        return found


def concepts_of(text: str) -> Concepts:
    """The vocabulary that a TOML text states. Raises ValueError where it states none."""
    try:
        record = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ValueError(f"The list of concepts is not valid TOML: {error}.") from None
    if not record.get("concepts"):
        raise ValueError("The list of concepts is empty. Add a table [concepts.NAME] with words for each.")
    by_stem: dict[str, dict[str, float]] = {}
    phrases: list[tuple[re.Pattern[str], str, float]] = []
    for concept, sure, word in _words(record["concepts"]):
        if len(re.findall(r"\w+", word)) > 1:
            phrases.append((_phrase(word), concept, sure))
        else:
            held = by_stem.setdefault(stem(word), {})
            held[concept] = max(sure, held.get(concept, 0.0))
    return Concepts(by_stem, tuple(phrases), frozenset(stem(word) for word in record.get("little", ())))


def _words(concepts: Mapping[str, Mapping[str, Any]]) -> Iterable[tuple[str, float, str]]:
    for concept, lists in concepts.items():
        for name, sure in (("says", SAYS), ("hints", HINTS)):
            yield from ((concept, sure, word) for word in lists.get(name, ()))


def _phrase(words: str) -> re.Pattern[str]:
    pattern = r"[\s-]+".join(re.escape(part) for part in re.split(r"[\s-]+", words))
    return re.compile(rf"(?<!\w){pattern}(?!\w)", re.IGNORECASE)
