"""What the words of an item are about, by the domain's vocabulary; read from TOML, it knows no plan."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass

from scoring.thread.words import stem, telling_words


@dataclass(frozen=True, slots=True)
class Concepts:
    """The vocabulary: which concepts a stem, or a phrase of several words, belongs to."""

    by_stem: Mapping[str, frozenset[str]]
    phrases: tuple[tuple[re.Pattern[str], str], ...]

    def of(self, text: str) -> dict[str, str]:
        """The concepts that a text is about, each with the word that says so."""
        found: dict[str, str] = {}
        for pattern, concept in self.phrases:
            if match := pattern.search(text):
                found.setdefault(concept, match.group())
        for root, word in telling_words(text).items():
            for concept in sorted(self.by_stem.get(root, ())):
                found.setdefault(concept, word)
        return found


def concepts_of(text: str) -> Concepts:
    """The vocabulary that a TOML text states. Raises ValueError where it states none."""
    try:
        record = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ValueError(f"The list of concepts is not valid TOML: {error}.") from None
    if not record.get("concepts"):
        raise ValueError("The list of concepts is empty. Add a table [concepts] with words for each.")
    by_stem: dict[str, set[str]] = {}
    phrases: list[tuple[re.Pattern[str], str]] = []
    for concept, words in record["concepts"].items():
        for word in words:
            if len(re.findall(r"\w+", word)) > 1:
                phrases.append((_phrase(word), concept))
            else:
                by_stem.setdefault(stem(word), set()).add(concept)
    return Concepts({root: frozenset(several) for root, several in by_stem.items()}, tuple(phrases))


def _phrase(words: str) -> re.Pattern[str]:
    pattern = r"[\s-]+".join(re.escape(part) for part in re.split(r"[\s-]+", words))
    return re.compile(rf"(?<!\w){pattern}(?!\w)", re.IGNORECASE)
