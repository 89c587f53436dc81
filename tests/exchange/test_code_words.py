"""Six words told by phone: easy to hear, easy to type, and never two that can be taken for one another."""

import re
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pack_builders import seeded

from audit_app.domain.problems import AppError
from audit_app.exchange.code import WORDS, new_code, read_code
from resources.words import code_words

LIST = code_words()
CODES = st.lists(st.sampled_from(LIST), min_size=WORDS, max_size=WORDS).map(tuple)
# One sound, several spellings; vowels hardly tell words apart on a bad line, so only the first counts, and its place.
SOUNDS = (
    (r"^(kn|gn|pn)", "n"),
    (r"^wr", "r"),
    (r"^ps", "s"),
    (r"^wh", "w"),
    (r"mb$", "m"),
    (r"tch", "ch"),
    (r"ph", "f"),
    (r"ght", "t"),
    (r"gh", ""),
    (r"ck|qu", "k"),
    (r"dge|g(?=[eiy])", "j"),
    (r"c(?=[eiy])", "s"),
    (r"[tsc]i(?=[oa])|sh", "S"),
    (r"ch", "C"),
    (r"th", "T"),
    (r"c", "k"),
    (r"x", "ks"),
    (r"z", "s"),
    (r"v", "f"),
    (r"(?<=.)[hwy]", ""),
    (r"(.)\1+", r"\1"),
)


def sound(word: str) -> str:
    """What is left of a word on a bad line: its consonants, and its first vowel."""
    for pattern, heard in SOUNDS:
        word = re.sub(pattern, heard, word)
    vowel = re.search(r"[aeiou]", word)
    if vowel is None:
        return word
    return word[: vowel.end()] + re.sub(r"[aeiou]", "", word[vowel.end() :])


def with_one_letter_less(word: str) -> set[str]:
    """Two words share one of these where one slip turns one into the other, or two letters changed places."""
    return {word, *(word[:at] + word[at + 1 :] for at in range(len(word)))}


def test_six_words_carry_66_bits() -> None:
    assert len(LIST) == len(set(LIST)) == 2048
    assert list(LIST) == sorted(LIST)


def test_every_word_is_plain_and_of_four_to_eight_letters() -> None:
    assert [word for word in LIST if not re.fullmatch(r"[a-z]{4,8}", word)] == []


def one_slip(one: str, two: str) -> bool:
    """Whether a letter more, less or other, or two neighbours in the other order, make one word the other."""
    at = next(
        (at for at, pair in enumerate(zip(one, two, strict=False)) if pair[0] != pair[1]), min(len(one), len(two))
    )
    rest, other = one[at:], two[at:]
    swapped = rest[:2] == other[1::-1] and rest[2:] == other[2:]
    return one != two and (swapped or rest[1:] == other[1:] or rest == other[1:] or rest[1:] == other)


def test_no_word_becomes_another_by_one_slip() -> None:
    assert one_slip("table", "cable")
    assert one_slip("trial", "trail")
    assert one_slip("rose", "roses")
    assert not one_slip("apple", "maple")
    groups: dict[str, list[str]] = {}
    for word in LIST:
        for part in with_one_letter_less(word):
            groups.setdefault(part, []).append(word)
    pairs = [pair for words in groups.values() for pair in combinations(words, 2)]
    assert [pair for pair in pairs if one_slip(*pair)] == []


def test_no_two_words_sound_alike() -> None:
    heard: dict[str, list[str]] = {}
    for word in LIST:
        heard.setdefault(sound(word), []).append(word)
    assert [words for words in heard.values() if len(words) > 1] == []


def test_a_new_code_has_six_words_and_every_word_can_come() -> None:
    assert len(new_code(seeded(1))) == WORDS
    assert new_code(lambda count: bytes(count)) == (LIST[0],) * WORDS
    assert new_code(lambda count: b"\xff" * count) == (LIST[-1],) * WORDS
    random = seeded(2)
    assert len({word for _ in range(4000) for word in new_code(random)}) == len(LIST)


@given(CODES, st.sampled_from([" ", "-", ", ", " – ", "\n", "  ", ". "]), st.booleans())
def test_blanks_hyphens_commas_and_capitals_do_not_matter(code: tuple[str, ...], between: str, loud: bool) -> None:
    typed = between.join(code)
    assert read_code(f"  {typed.upper() if loud else typed.title()} ") == code


def test_numbers_before_the_words_do_not_matter() -> None:
    code = LIST[10:16]
    assert read_code("\n".join(f"{at}. {word}" for at, word in enumerate(code, start=1))) == code


def test_a_word_that_is_not_in_the_list_is_named_with_its_place_and_the_nearest_one() -> None:
    code = [*LIST[10:15], "zoologie"]
    with pytest.raises(AppError) as refused:
        read_code(" ".join(code))
    assert refused.value.message == "Word 6, “zoologie”, is not among the words of the codes. Perhaps it is “zoology”."
    code[1] = "qqqq"
    with pytest.raises(AppError) as refused:
        read_code(" ".join(code))
    assert [problem.message.split(" is ")[0] for problem in refused.value.problems] == [
        "Word 2, “qqqq”,",
        "Word 6, “zoologie”,",
    ]


@pytest.mark.parametrize("count", [0, 1, 5, 7, 2000])
def test_too_few_or_too_many_words_are_counted(count: int) -> None:
    with pytest.raises(AppError, match=rf"The code has 6 words; {count:,} were typed"):
        read_code(" ".join(LIST[:1] * count))


@given(st.text(max_size=80))
def test_whatever_is_typed_is_refused_in_words(typed: str) -> None:
    with pytest.raises(AppError, match=r"typed|is not among"):
        read_code(typed)
