"""Fictional plans as data, with the answers that follow from them; how they look in a document is in the layouts."""

import re
from dataclasses import dataclass, field
from functools import cache
from typing import Final

from plan_corpus_held_out import HELD_OUT
from plan_corpus_words import TUNING

from scoring.plan.areas import NeedArea

AREAS: Final = {
    "communication": NeedArea.COMMUNICATION,
    "cognition": NeedArea.COGNITION,
    "social": NeedArea.SOCIAL_EMOTIONAL,
    "sensory": NeedArea.SENSORY_PHYSICAL,
}
PROVISION: Final = ("F", "G", "H1", "H2")
_KEY: Final = re.compile(r"^([A-Za-z]\w*(?: [A-Z0-9]\d?)*): ")
_MARK: Final = re.compile(r"\{([^}]*)\}")


@dataclass(frozen=True)
class Said:
    """A piece of a plan: its words with braces round what is to be flagged, and what it gives, None where unclear."""

    marked: str
    gives: frozenset[str] | None = None

    @property
    def parts(self) -> tuple[str, ...]:
        """What, who and how often, or the whole."""
        return tuple(part.strip() for part in _MARK.sub(r"\1", self.marked).split("¦"))

    @property
    def words(self) -> str:
        """As it stands in running text."""
        return "; ".join(self.parts)

    @property
    def flagged(self) -> list[str]:
        """The phrases to be flagged, in their order."""
        return [" ".join(found.split()) for found in _MARK.findall(self.marked)]


@dataclass
class Outcome:
    """One outcome with the provision that leads to it, by section, and the aspiration it answers (0 for none)."""

    said: Said
    wish: int = 0
    lines: list[tuple[str, Said]] = field(default_factory=list)


@dataclass
class Need:
    """One need with its outcomes."""

    said: Said
    section: str
    area: str = ""
    outcomes: list[Outcome] = field(default_factory=list)


@dataclass
class Plan:
    """One fictional plan."""

    name: str
    held_out: bool
    about: list[str] = field(default_factory=list)
    wishes: list[str] = field(default_factory=list)
    likes: str = ""
    strengths: dict[str, str] = field(default_factory=dict)
    needs: list[Need] = field(default_factory=list)
    none: dict[str, str] = field(default_factory=dict)
    place: str = ""
    budget: str = ""
    advice: list[tuple[str, ...]] = field(default_factory=list)
    absent: frozenset[str] = frozenset()
    draft: bool = False

    @property
    def key(self) -> str:
        """What the plan is called in tests."""
        return self.name.split(maxsplit=1)[0].casefold()

    def needs_in(self, *sections: str) -> list[Need]:
        """The needs of these sections."""
        return [need for need in self.needs if need.section in sections]

    def lines_in(self, section: str) -> list[Said]:
        """The provision that stands in a section."""
        return [
            said
            for need in self.needs
            for outcome in need.outcomes
            for where, said in outcome.lines
            if where == section
        ]

    @property
    def outcomes(self) -> list[Outcome]:
        """Every outcome."""
        return [outcome for need in self.needs for outcome in need.outcomes]


@cache
def plans() -> tuple[Plan, ...]:
    """Every plan of the corpus."""
    return tuple(_plan(text, held_out=text in HELD_OUT) for text in (*TUNING, *HELD_OUT))


def _entries(text: str) -> list[tuple[str, str]]:
    found: list[list[str]] = []
    for line in text.strip().splitlines():
        key = _KEY.match(line)
        if key is None:
            found[-1][1] += " " + line.strip()
        else:
            found.append([key[1], line[key.end() :].strip()])
    return [(key, words) for key, words in found]


def _said(words: str) -> Said:
    marked, _, gives = words.partition("||")
    given = gives.replace("-", " ").split()
    return Said(marked.strip(), None if "?" in given else frozenset(given))


def _plan(text: str, *, held_out: bool) -> Plan:
    entries = _entries(text)
    plan = Plan(dict(entries)["name"], held_out)
    area = ""
    for key, words in entries:
        first, _, rest = key.partition(" ")
        if first == "area":
            area = words
        elif first == "strength":
            plan.strengths[area] = words
        elif first == "need":
            plan.needs.append(Need(_said(words), rest or "B", "" if rest else area))
        elif first == "outcome":
            plan.needs[-1].outcomes.append(Outcome(_said(words), int(rest or 0)))
        elif first in PROVISION:
            if "||" in words:
                plan.needs[-1].outcomes[-1].lines.append((first, _said(words)))
            else:
                plan.none[first] = words
        elif first == "none":
            plan.none[rest] = words
        else:
            _of_plan(plan, first, words)
    return plan


def _of_plan(plan: Plan, key: str, words: str) -> None:
    match key:
        case "about":
            plan.about.append(words)
        case "wish":
            plan.wishes.append(words)
        case "advice":
            plan.advice.append(tuple(part.strip() for part in words.split("|")))
        case "absent":
            plan.absent = frozenset(words.split())
        case "draft":
            plan.draft = True
        case "likes" | "place" | "budget":
            setattr(plan, key, words)
