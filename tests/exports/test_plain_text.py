"""Text made fit for files: what cannot be shown is marked, nothing is dropped, names are safe."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exports.plain import encodable, file_name_part, one_line, shortened, visible

ANY = st.text(st.characters(exclude_categories=()), max_size=200)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain", "plain"),
        ("a\x00b", "a␀b"),
        ("a\x1bb\x7f", "a␛b␡"),
        ("half \ud800 letter", "half � letter"),
        ("turned \u202egnidaer", "turned �gnidaer"),
        ("one\r\ntwo\rthree\u2028four", "one\ntwo\nthree\nfour"),
        ("tab\tstays", "tab\tstays"),
        ("Żółć Αα Яя बच्चे عربي 中文 😀", "Żółć Αα Яя बच्चे عربي 中文 😀"),
    ],
)
def test_what_cannot_be_shown_gets_a_visible_mark(text: str, shown: str) -> None:
    assert visible(text) == shown


@given(ANY)
def test_no_control_or_half_character_is_left_and_none_is_lost(text: str) -> None:
    shown = visible(text)
    assert not [c for c in shown if unicodedata.category(c) in ("Cc", "Cs") and c not in "\t\n"]
    assert len(shown) == len(text.replace("\r\n", "\n"))
    assert visible(shown) == shown


@given(ANY)
def test_everything_can_be_written_as_utf_8(text: str) -> None:
    assert encodable(text).encode().decode() == encodable(text)
    assert "\n" not in one_line(text)


@given(ANY, st.integers(2, 50))
def test_a_shortened_text_fits_and_says_that_it_was_cut(text: str, most: int) -> None:
    cut = shortened(text, most)
    assert len(cut) <= max(most, 0)
    assert cut == text or cut.endswith("…")


@pytest.mark.parametrize(
    ("name", "part"),
    [
        ("North", "North"),
        ("Central & South", "Central-South"),
        ("../../etc/passwd", "etc-passwd"),
        ("C:\\CON", "C-CON"),
        ("\x00\n", "unnamed"),
        ("", "unnamed"),
        ("Łódź", "Łódź"),
        ("x" * 300, "x" * 60),
    ],
)
def test_a_name_becomes_a_safe_part_of_a_file_name(name: str, part: str) -> None:
    assert file_name_part(name) == part
