"""The six words of an invitation: chosen, and read as they were typed; it does not know what they lock."""

import unicodedata
from collections.abc import Callable

from audit_app.domain.problems import AppError, Problem
from resources.words import code_words

WORDS = 6
_BITS_A_WORD = 11  # of 2,048 words: six carry 66 bits
_BYTES = 9


def new_code(random: Callable[[int], bytes]) -> tuple[str, ...]:
    """Six words at random, 66 bits, from a source of random bytes (`secrets.token_bytes`)."""
    words = code_words()
    number = int.from_bytes(random(_BYTES)) >> (_BYTES * 8 - WORDS * _BITS_A_WORD)
    return tuple(words[number >> _BITS_A_WORD * at & len(words) - 1] for at in range(WORDS))


def read_code(typed: str) -> tuple[str, ...]:
    """The six words that somebody typed; blanks, hyphens, commas, numbers and capitals do not matter.

    Raises AppError with one problem for each word that is not in the list, by its place, and for too few or too many.
    """
    spoken = "".join(letter if letter.isalpha() else " " for letter in unicodedata.normalize("NFKC", typed))
    found = tuple(spoken.casefold().split())
    known = code_words()
    problems = [_unknown(at, word, known) for at, word in enumerate(found, start=1) if word not in known]
    if len(found) != WORDS:
        problems.insert(
            0, Problem(f"The code has {WORDS} words; {len(found):,} were typed. Type all of them, in order.")
        )
    if problems:
        raise AppError(problems[0].message, problems[: WORDS + 1])
    return found


def _unknown(at: int, word: str, known: tuple[str, ...]) -> Problem:
    from difflib import get_close_matches

    near = get_close_matches(word[:20], known, 1)
    advice = f"Perhaps it is “{near[0]}”." if near else "Ask for it again."
    return Problem(f"Word {at}, “{word[:20]}”, is not among the words of the codes. {advice}")
