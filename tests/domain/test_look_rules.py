"""The look of reports: which colours can be read, and what of a kept setting is taken."""

import struct
import zlib
from base64 import b64encode

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from audit_app.domain.plain_png import png_size
from audit_app.domain.problems import AppError
from audit_app.domain.report_look import (
    COLOURS,
    LOGO_BYTES,
    LOGO_HEIGHT,
    LOGO_WIDTH,
    MOST_WORDS,
    NO_LOOK,
    READABLE,
    Logo,
    colour_of,
    logo_text,
    look_of,
    ratio,
)
from resources.theme import contrast, read_theme

WHITE = "#FFFFFF"


def chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def png(width: int = 4, height: int = 2, lines: bytes | None = None, more: bytes = b"", kind: int = 2) -> bytes:
    """A plain PNG of three colours a pixel, black unless `lines` says otherwise."""
    head = struct.pack(">IIBBBBB", width, height, 8, kind, 0, 0, 0)
    pixels = zlib.compress(lines if lines is not None else bytes((3 * width + 1) * height))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + more + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


def test_every_colour_to_choose_from_can_be_read_on_white_and_is_no_other() -> None:
    assert all(contrast(colour, WHITE) >= READABLE for _, colour in COLOURS)
    assert all(colour_of(colour) == colour for _, colour in COLOURS)
    assert len({name for name, _ in COLOURS}) == len({colour for _, colour in COLOURS}) == len(COLOURS)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("#1F5FA8", "#1F5FA8"), (" 1f5fa8 ", "#1F5FA8"), ("#05a", "#0055AA"), ("767676", "#767676")],
)
def test_a_colour_is_taken_as_it_is_usually_written(typed: str, kept: str) -> None:
    assert colour_of(typed) == kept


@pytest.mark.parametrize("typed", ["", "teal", "#12345", "#1234567", "rgb(1,2,3)", "#GGGGGG", "１２３４５６"])
def test_what_is_no_colour_is_refused_with_an_example(typed: str) -> None:
    with pytest.raises(AppError, match=r"This is no colour.*such as #1F5FA8"):
        colour_of(typed)


@pytest.mark.parametrize(
    ("typed", "said", "would_do"),
    [("#FFAA00", "1.90", "#A16B00"), ("#777777", "4.47", "#767676"), ("#fff", "1.00", "#767676")],
)
def test_a_colour_too_light_for_words_is_refused_with_its_number_and_one_that_would_do(
    typed: str, said: str, would_do: str
) -> None:
    with pytest.raises(AppError) as refused:
        colour_of(typed)
    assert f"has a contrast of {said} to 1 with white paper, and words need 4.5 to 1" in refused.value.message
    assert f"{would_do}, the same colour darker, would do." in refused.value.message
    assert colour_of(would_do) == would_do


@given(st.integers(0, 0xFFFFFF))
def test_what_is_said_would_do_does_and_no_number_is_rounded_up_to_the_limit(number: int) -> None:
    colour = f"#{number:06X}"
    assert (float(ratio(colour)) >= READABLE) == (contrast(colour, WHITE) >= READABLE)
    try:
        assert colour_of(colour) == colour
    except AppError as refused:
        darker = refused.message.partition("read them. ")[2][:7]
        assert colour_of(darker) == darker


def test_a_kept_look_comes_back_as_it_was_kept() -> None:
    look = look_of({"colour": "#1F5FA8", "logo": logo_text(png(64, 32)), "logo_words": "A kite"}, "Ashford")
    assert look.colour == "#1F5FA8"
    assert look.logo == Logo(png(64, 32), 64, 32, "A kite")


def test_without_words_the_organisation_is_what_is_said_of_the_logo() -> None:
    kept = {"logo": logo_text(png())}
    assert [look_of({**kept, "logo_words": words}, "Ashford").logo.words for words in ("", "  ", 7)] == ["Ashford"] * 3  # type: ignore[union-attr]  # a missing logo fails the test
    assert look_of(kept, "").logo == Logo(png(), 4, 2, "Logo")
    long = look_of({**kept, "logo_words": "x" * 900}, "Ashford").logo
    assert long is not None
    assert len(long.words) == MOST_WORDS


@pytest.mark.parametrize(
    "value",
    [
        *(None, 7, "look", [], {}, {"colour": "#FFAA00"}, {"colour": "red"}, {"colour": 7}, {"logo": 7}),
        *({"logo": "no base64"}, {"logo": "é"}, {"logo": b64encode(b"GIF89a").decode()}),
        {"logo": b64encode(png(LOGO_WIDTH + 1, 1)).decode()},
        {"logo": "A" * (LOGO_BYTES * 2)},
    ],
)
def test_what_is_damaged_or_unsafe_in_a_kept_look_is_left_out(value: object) -> None:
    assert look_of(value, "Ashford") == NO_LOOK


@pytest.mark.parametrize(
    ("what", "data"),
    [
        ("too wide", png(LOGO_WIDTH + 1, 1)),
        ("too high", png(1, LOGO_HEIGHT + 1)),
        ("without width", png(0, 1)),
        ("too few pixels", png(lines=bytes(25))),
        ("too many pixels, a bomb", png(lines=bytes(10_000_000))),
        ("an unknown filter", png(lines=b"\x05" + bytes(25))),
        ("a text", png(more=chunk(b"tEXt", b"Author\0Mary"))),
        ("a profile", png(more=chunk(b"iCCP", b"x\0\0" + zlib.compress(b"profile")))),
        ("moving", png(more=chunk(b"acTL", bytes(8)))),
        ("interlaced or grey", png(kind=0)),
        ("a palette that is missing", png(kind=3)),
        ("something behind its end", png() + b"<script>"),
        ("a second end", png() + chunk(b"IEND", b"")),
        ("cut short", png()[:-3]),
        ("a wrong sum", png()[:-1] + b"\0"),
        ("no pixels", png()[:33] + chunk(b"IEND", b"")),
        ("nothing", b""),
        ("a start alone", png()[:8]),
    ],
)
def test_only_a_plain_small_picture_is_one(what: str, data: bytes) -> None:
    assert png_size(png(), LOGO_WIDTH, LOGO_HEIGHT) == (4, 2)
    assert png_size(data, LOGO_WIDTH, LOGO_HEIGHT) is None, what


@given(st.binary(max_size=200), st.integers(0, 90))
@example(b"", 0)
def test_no_bytes_whatever_stop_the_look(junk: bytes, at: int) -> None:
    whole = png()
    mixed = whole[:at] + junk + whole[at + len(junk) :]
    assert png_size(mixed, LOGO_WIDTH, LOGO_HEIGHT) in ((4, 2), None) or mixed != whole


def test_a_logo_is_printed_as_large_as_its_room_and_never_so_large_that_its_pixels_show() -> None:
    assert Logo(b"", 720, 120, "").printed == pytest.approx((170, 170 / 6))
    assert Logo(b"", 240, 240, "").printed == pytest.approx((46, 46))
    assert Logo(b"", 40, 20, "").printed == pytest.approx((30, 15))


def test_another_accent_leaves_every_other_colour_as_it_is() -> None:
    light = read_theme("light")
    own = light.with_accent("#86265F")
    assert {role for role in light.colours if own[role] != light[role]} == {"accent"}
    assert light.with_accent("") is light
