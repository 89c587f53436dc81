"""Where a sentence begins and ends, and whether it is concrete: number, unit and actor. Knows no phrases."""

import re
from collections.abc import Iterator

from scoring.wording.lexicon import Lexicon

_END = re.compile(r"[.!?;](?=[\s\"'”’)\]]|$)|\n\s*\n|\n(?=\s*(?:[•▪◦‣·*-]|\d+[.)])\s)")
_CLOSING = "\"'”’)]"
_GOES_ON = re.compile(r"\s*[a-z]")
_ABBREVIATION = re.compile(
    r"(?:\be\.?g|\bi\.?e|\betc|\bapprox|\bmrs?|\bms|\bdr|\bmins?|\bhrs?|\bvs|\bno|\bst|\bmax|\bmin|\bsec|\bfig|\b[A-Z])$",
    re.IGNORECASE,
)


def sentence_ends(text: str) -> list[int]:
    """Where sentences end, each the offset behind its last character; the last one is the length of the text."""
    ends = []
    for found in _END.finditer(text):
        is_point = text[found.start()] == "."
        if is_point and _ABBREVIATION.search(text, max(0, found.start() - 8), found.start()):
            continue
        ends.append(found.end() if text[found.start()] in ".!?;" else found.start() + 1)
    if not ends or ends[-1] < len(text):
        ends.append(len(text))
    return ends


def full_sentences(text: str) -> Iterator[tuple[int, int]]:
    """Begin and end of each sentence, without the blanks around it.

    A semicolon ends none, nor does a point before a word in lower case.
    """
    begin = 0
    for found in sentence_ends(text):
        end = found
        while end < len(text) and text[end] in _CLOSING:
            end += 1
        is_last = end >= len(text)
        is_end = is_last or (text[found - 1] in ".!?" and _GOES_ON.match(text, end) is None)
        if is_end:
            words = text[begin:end]
            start = begin + len(words) - len(words.lstrip())
            if words.strip():
                yield start, start + len(words.strip())
            begin = end


def is_concrete(sentence: str, lexicon: Lexicon) -> bool:
    """Whether a sentence says a number with its unit, and who: then a vague word in it leaves little room."""
    return lexicon.amount.search(sentence) is not None and lexicon.role.search(sentence) is not None
