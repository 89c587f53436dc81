"""What an agency's advice recommends, beside what the plan provides: lacking, weakened, invented. It hints for W7.

A departure that the plan states with its reasons is no fault; the auditor sees both texts and decides.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import sqrt
from typing import Final

from scoring.plan.items import propose
from scoring.plan.recommendations import Recommendation, recommendations
from scoring.plan.sections import PlanSections
from scoring.plan.text import Place, PlanText
from scoring.plan.weakening import weakenings
from scoring.thread.concepts import Concepts
from scoring.thread.model import ItemRole
from scoring.thread.themes import said_in, weights_of
from scoring.thread.words import overlap
from scoring.wording.lexicon import Lexicon
from scoring.wording.phrases import Phrases

SAME: Final = 0.3
"""From this likeness on a line of the plan is taken for what the advice recommends."""
SAME_AGAIN: Final = 0.55
"""From this likeness on a line that answers another recommendation better is taken for this one as well."""
SAME_NAME: Final = 0.25
"""So much more alike are two texts that name the same therapy or programme."""
PERHAPS: Final = 0.32
"""A line less like anything in the advice than this stands on nothing that it says."""

_WORD: Final = re.compile(r"\w+")


class DifferenceKind(StrEnum):
    """How the plan differs from the advice."""

    LACKING = "lacking"
    WEAKENED = "weakened"
    INVENTED = "invented"


@dataclass(frozen=True, slots=True)
class Difference:
    """One difference with both texts and their places; `section` is that of the plan's line, "" where it lacks."""

    kind: DifferenceKind
    advice: str
    advice_places: tuple[Place, ...]
    plan: str
    plan_places: tuple[Place, ...]
    section: str
    why: str


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words by which texts are compared."""

    phrases: Phrases
    lexicon: Lexicon
    concepts: Concepts


@dataclass(frozen=True, slots=True)
class _Line:
    words: str
    places: tuple[Place, ...]
    section: str


def compare(advice: PlanText, plan: PlanText, sections: PlanSections, words: Vocabulary) -> tuple[Difference, ...]:
    """What the advice recommends and the plan lacks or weakens, in the advice's order; then what the plan invents.

    Invented is a line that names a profession of this advice and is like nothing that it recommends: other lines may
    rest on another agency's advice.
    """
    asked = recommendations(advice)
    lines = [
        _Line(one.words, one.places, one.section) for one in propose(plan, sections) if one.role is ItemRole.PROVISION
    ]
    alike = _likenesses(asked, lines, words)
    return (*_missing(asked, lines, alike, words), *_invented(asked, lines, alike, words))


def _likenesses(asked: Sequence[Recommendation], lines: Sequence[_Line], words: Vocabulary) -> list[list[float]]:
    """How alike each recommendation and each line are, 0.0 to about 1.0.

    What is provided counts, without roles, amounts and places; or all the words, where they are nearly the same. What
    one profession recommends is not answered by a line that names other professions alone.
    """
    ours = [said_in(_without_amounts(one.words, words.lexicon), words.concepts) for one in asked]
    theirs = [said_in(_without_amounts(one.words, words.lexicon), words.concepts) for one in lines]
    weights = weights_of([*ours, *theirs])
    return [
        [
            max(
                _alike(mine, their, weights) + SAME_NAME * _same_name(one.words, line.words, words.lexicon),
                overlap(_WORD.findall(one.words.casefold()), _WORD.findall(line.words.casefold())),
            )
            * (not _by_others(one.words, line.words, words.lexicon))
            for line, their in zip(lines, theirs, strict=True)
        ]
        for one, mine in zip(asked, ours, strict=True)
    ]


def _by_others(one: str, other: str, lexicon: Lexicon) -> bool:
    """Whether both name professions, and none of them is in both."""
    first, second = _professions(one, lexicon), _professions(other, lexicon)
    return bool(first and second) and not first & second


def _alike(one: Mapping[str, str], other: Mapping[str, str], weights: Mapping[str, float]) -> float:
    """The share of what both speak of in what each does (geometric mean of both shares)."""
    first, second = (sum(weights[key] for key in said) for said in (one, other))
    shared = sum(weights[key] for key in one.keys() & other.keys())
    return shared / sqrt(first * second) if shared else 0.0


def _answers(alike: list[list[float]]) -> list[list[int]]:
    """The lines that answer each recommendation: the best pairs first, each line once unless it is very like again."""
    pairs = sorted(
        ((value, at, line) for at, row in enumerate(alike) for line, value in enumerate(row) if value >= SAME),
        key=lambda one: (-one[0], one[1], one[2]),
    )
    found: list[list[int]] = [[] for _ in alike]
    taken: set[int] = set()
    for value, at, line in pairs:
        if not found[at] and (line not in taken or value >= SAME_AGAIN):
            found[at].append(line)
            taken.add(line)
    return found


def _without_amounts(words: str, lexicon: Lexicon) -> str:
    for pattern in (lexicon.how_often, lexicon.how_long, lexicon.ratio, lexicon.place, lexicon.role):
        words = pattern.sub(" ", words)
    return " ".join(word for word in words.split() if word.strip(".,;:()").casefold() not in lexicon.empty)


def _same_name(one: str, other: str, lexicon: Lexicon) -> bool:
    first, second = ({found.group().casefold() for found in lexicon.named.finditer(text)} for text in (one, other))
    return bool(first & second)


def _missing(
    asked: Sequence[Recommendation], lines: Sequence[_Line], alike: list[list[float]], words: Vocabulary
) -> Iterator[Difference]:
    for one, answers in zip(asked, _answers(alike), strict=True):
        if not answers:
            why = "Nothing in F, G, H1 or H2 is like this."
            yield Difference(DifferenceKind.LACKING, one.words, one.places, "", (), "", why)
            continue
        line = lines[answers[0]]
        if whys := weakenings(one.words, line.words, line.section, words.phrases, words.lexicon):
            why = " ".join(whys)
            yield Difference(DifferenceKind.WEAKENED, one.words, one.places, line.words, line.places, line.section, why)


def _invented(
    asked: Sequence[Recommendation], lines: Sequence[_Line], alike: list[list[float]], words: Vocabulary
) -> Iterator[Difference]:
    professions = {name for one in asked for name in _professions(one.words, words.lexicon)}
    for at, line in enumerate(lines):
        best = max((row[at] for row in alike), default=0.0)
        named = sorted(_professions(line.words, words.lexicon) & professions)
        if named and best < PERHAPS:
            why = f"This names the {named[0]}, and nothing that this advice recommends is like it."
            yield Difference(DifferenceKind.INVENTED, "", (), line.words, line.places, line.section, why)


def _professions(words: str, lexicon: Lexicon) -> set[str]:
    """The roles with a profession in them that a text names, in lower case."""
    roles = {found.group().casefold().rstrip("s") for found in lexicon.role.finditer(words)}
    return {role for role in roles if lexicon.profession.search(role) and role not in ("teacher", "class teacher")}
