"""Finding phrases in a text that may leave room for doubt; where they stand in a sentence that is concrete, less so."""

import hashlib
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from scoring.wording.lexicon import Lexicon
from scoring.wording.phrases import Phrase, PhraseClass, Phrases, Severity
from scoring.wording.sentences import is_concrete, sentence_ends

_WORD = re.compile(r"[^\W\d_]+")
_RANGE = re.compile(r"(?<![\d:.])(\d{1,3})\s*(?:-|–|—|to)\s*(\d{1,3})\s+(?=[^\W\d_])")
_NUMBERED_GROUP = re.compile(
    r"(?:\s+(?:tuition|teaching|work|sessions?|lessons?|interventions?|programme))?\s*(?:\(|of|for|with|,|–|-)?\s*"
    r"(?:up to|no more than|not more than|at most|a maximum of|maximum of|max\.?|about)?\s*"
    r"(?:\d+|two|three|four|five|six|seven|eight|nine|ten)\b(?!\s*(?:minute|min|hour|hr|time|session|week|day))",
    re.IGNORECASE,
)
_SIZE = re.compile(
    r"(?:groups?|class(?:es)?|size|ratio|pairs?|cohort)\s*(?:size)?\s*(?:of|with|for|:|\()?\s*$", re.IGNORECASE
)
_NO_AMOUNT = re.compile(r"\s+(?:date|speed|the\s+age|age|his|her|their|standard|now|this)\b", re.IGNORECASE)
_WIDE = 2
"""A range is wide where its upper end is at least this many times its lower."""


@dataclass(frozen=True, slots=True)
class Flag:
    """One phrase found: `offset` and `length` in characters of the text, and the sentence around it."""

    offset: int
    length: int
    text: str
    of: PhraseClass
    severity: Severity
    sentence: str

    @property
    def id(self) -> str:
        """A name that stays the same while the sentence does, so that a dismissal is remembered."""
        said = "\n".join((self.of.id, self.text.casefold(), " ".join(self.sentence.split()).casefold()))
        return "f" + hashlib.sha256(said.encode()).hexdigest()[:12]


def flags(text: str, section: str, phrases: Phrases, lexicon: Lexicon) -> tuple[Flag, ...]:
    """The phrases of a section's text that may leave room for doubt, in their order; none ever in section A.

    Of phrases that overlap the longest is given. A phrase within the name of a role (“learning support assistant”)
    is none. Where the same sentence says number, unit and actor the severity is low.
    """
    found = sorted(_found(text, section, phrases), key=lambda one: (one[0], -one[1]))
    if not found:
        return ()
    sentences, result, behind = _Sentences(text, lexicon), [], 0
    for start, end, phrase in found:
        if end <= behind or not _holds(phrase, text, start, end, lexicon):
            continue
        sentence = sentences.around(start)
        if _is_in_role(sentence, start, end, lexicon):
            continue
        severity = Severity.LOW if sentence.is_concrete else phrase.of.severity
        result.append(Flag(start, end - start, text[start:end], phrase.of, severity, sentence.text.strip()))
        behind = end
    return tuple(result)


def most_frequent(found: Iterable[Flag]) -> list[tuple[str, str, int]]:
    """Phrases with their class and how often they were flagged, the most frequent first, then by the alphabet."""
    counted = Counter((" ".join(flag.text.casefold().split()), flag.of.id) for flag in found)
    return sorted(((text, of, n) for (text, of), n in counted.items()), key=lambda one: (-one[2], one[0], one[1]))


def _found(text: str, section: str, phrases: Phrases) -> Iterator[tuple[int, int, Phrase]]:
    if not any(section in of.sections for of in phrases.classes):
        return
    begins = {
        first: wanted
        for first, several in phrases.by_first.items()
        if (wanted := [one for one in several if section in one.of.sections])
    }
    for word in _WORD.finditer(text):
        for phrase in begins.get(word.group().casefold(), ()):
            match = phrase.pattern.match(text, word.start())
            if match is not None:
                yield match.start(), match.end(), phrase
    for phrase in phrases.ranges:
        if section in phrase.of.sections:
            for wide in _RANGE.finditer(text):
                if int(wide[2]) >= _WIDE * int(wide[1]) > 0:
                    yield wide.start(), wide.start() + len(wide.group().rstrip()), phrase


class _Sentence:
    """One sentence of a text, looked into at most once."""

    def __init__(self, text: str, begin: int, lexicon: Lexicon) -> None:
        self.text = text
        self.begin = begin
        self._lexicon = lexicon

    @cached_property
    def is_concrete(self) -> bool:
        return is_concrete(self.text, self._lexicon)


class _Sentences:
    """The sentences of a text, found by an offset in them; offsets are asked for in ascending order."""

    def __init__(self, text: str, lexicon: Lexicon) -> None:
        self._text, self._lexicon = text, lexicon
        self._ends = sentence_ends(text)
        self._at, self._current = -1, _Sentence("", 0, lexicon)

    def around(self, offset: int) -> _Sentence:
        at = bisect_right(self._ends, offset)
        if at != self._at:
            begin = self._ends[at - 1] if at else 0
            self._at = at
            self._current = _Sentence(
                self._text[begin : self._ends[min(at, len(self._ends) - 1)]], begin, self._lexicon
            )
        return self._current


def _is_in_role(sentence: _Sentence, start: int, end: int, lexicon: Lexicon) -> bool:
    first, last = start - sentence.begin, end - sentence.begin
    roles = lexicon.roles_with.get(sentence.text[first:last].casefold())
    return roles is not None and any(
        role.start() <= first and last <= role.end() for role in roles.finditer(sentence.text)
    )


def _holds(phrase: Phrase, text: str, start: int, end: int, lexicon: Lexicon) -> bool:
    """Whether a phrase with a rule of its own is one here."""
    if phrase.rule == "group":
        return _NUMBERED_GROUP.match(text, end) is None
    if phrase.rule == "open":
        before = text[max(0, start - 40) : start]
        return _SIZE.search(before) is None and _NO_AMOUNT.match(text, end) is None
    if phrase.rule == "unnamed":
        word = re.search(r"([\w’'-]+)\s+$", text[max(0, start - 40) : start])
        after = re.match(r"\s*(?:\(|“|\"|in\s+\w|on\s+\w|called\s|named\s|:)", text[end : end + 12])
        named = word is not None and word[1].casefold() not in lexicon.general
        return not named and after is None
    return True
