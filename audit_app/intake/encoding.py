"""Finding how a text file is encoded, and refusing characters that no table should hold; it knows no columns."""

import codecs
import re
from typing import BinaryIO, Final

from audit_app.domain.problems import AppError, Place
from audit_app.intake.faults import refusal
from audit_app.intake.limits import Limits

_MARKS: Final = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_BLOCK: Final = 1 << 20
_CONTROL_BYTES: Final = bytes(byte for byte in range(32) if byte not in b"\t\n\r") + b"\x7f"
_CONTROL: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_MULTIBYTE: Final = re.compile(rb"[\xc3-\xdf][\x80-\xbf]|[\xe1-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")


def bad_character(text: str) -> str:
    """Name the first control character, lone surrogate or non-character in a text, or give an empty text."""
    if text.isascii() and text.isprintable():
        return ""
    found = _CONTROL.search(text)
    return "" if found is None else _name(found.group())


def _name(character: str) -> str:
    return "NUL" if character == "\0" else f"U+{ord(character):04X}"


def find_encoding(file: BinaryIO, name: str, limits: Limits) -> str:
    """Choose the encoding of a text file, having read it whole once in blocks; the file is left at its beginning.

    UTF-8 and UTF-16 with a byte order mark; UTF-16 without one when every other byte of the beginning is zero; UTF-8
    when all bytes fit; else Windows-1252. Raises AppError, with the line, for bytes that fit none, for control
    characters, and for a line longer than `limits.record`.
    """
    head = file.read(2048)
    for mark, encoding in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if head.startswith(mark):
            return _proved(file, name, encoding, limits)
    unmarked = _utf16_without_mark(head)
    if unmarked:
        return _proved(file, name, unmarked, limits)
    try:
        return _proved(file, name, "utf-8", limits)
    except AppError as error:
        if not isinstance(error.__cause__, UnicodeDecodeError):
            raise
    _refuse_mixture(file, name)
    return _proved(file, name, "cp1252", limits)


def _utf16_without_mark(head: bytes) -> str:
    even, odd = head[0::2], head[1::2]
    if len(head) < 4:
        return ""
    if even.count(0) * 10 >= len(even) * 9 and odd.count(0) == 0:
        return "utf-16-be"
    if odd.count(0) * 10 >= len(odd) * 9 and even.count(0) == 0:
        return "utf-16-le"
    return ""


def _refuse_mixture(file: BinaryIO, name: str) -> None:
    """Characters that are UTF-8 beside bytes that are not: read as Windows-1252 they would be silently garbled."""
    line, tail = 1, b""
    file.seek(0)
    while block := file.read(_BLOCK):
        found = _MULTIBYTE.search(tail + block)
        if found is not None:
            line += (tail + block).count(b"\n", 0, found.start())
            raise refusal(
                "The text is damaged: part of it is UTF-8, part is not. Save it as CSV UTF-8 in Excel and try again.",
                Place(file=name, line=line),
            )
        line += (tail + block[:-3]).count(b"\n")
        tail = block[-3:]


def _proved(file: BinaryIO, name: str, encoding: str, limits: Limits) -> str:
    """Decode the whole file once in blocks, so that the reading after it meets no surprise."""
    decoder = codecs.getincrementaldecoder(encoding)()
    file.seek(0)
    line, run = 1, 0
    while True:
        block = file.read(_BLOCK)
        try:
            text = decoder.decode(block, final=not block)
        except UnicodeDecodeError as error:
            raise refusal(
                _undecodable(encoding, error), Place(file=name, line=line + _breaks(error, encoding))
            ) from error
        _refuse_control(text, name, line)
        run = _longest_line(text, run, limits, Place(file=name, line=line))
        line += _line_ends(text)
        if not block:
            break
    file.seek(0)
    return encoding


def _refuse_control(text: str, name: str, line: int) -> None:
    if text.isascii():
        raw = text.encode("ascii")
        if len(raw.translate(None, _CONTROL_BYTES)) == len(raw):
            return
    found = _CONTROL.search(text)
    if found is not None:
        line += _line_ends(text[: found.start()])
        what = _name(found.group())
        raise refusal(
            f"The file holds a control character ({what}), which no text of a table has. Export the file again.",
            Place(file=name, line=line),
        )


def _longest_line(text: str, run: int, limits: Limits, place: Place) -> int:
    """Carry the length of the unfinished line from block to block, refusing one that is far too long."""
    ends = [at for at in (text.find("\n"), text.find("\r")) if at >= 0]
    length = run + (min(ends) if ends else len(text))
    if length > limits.record:
        raise refusal(f"A line is longer than {limits.record:,} characters. This is no table; export it again.", place)
    if not ends:
        return length
    return len(text) - 1 - max(text.rfind("\n"), text.rfind("\r"))


def _breaks(error: UnicodeDecodeError, encoding: str) -> int:
    before = error.object[: error.start].decode(encoding, errors="replace")
    return _line_ends(before)


def _line_ends(text: str) -> int:
    return text.count("\n") + text.count("\r") - text.count("\r\n")


def _undecodable(encoding: str, error: UnicodeDecodeError) -> str:
    byte = f"byte {error.object[error.start]:02X}" if error.start < len(error.object) else "a cut-off character"
    if encoding == "cp1252":
        return f"The text is neither UTF-8 nor Windows-1252 ({byte}). Save it as CSV UTF-8 in Excel and try again."
    shown = "UTF-8" if encoding.startswith("utf-8") else "UTF-16"
    return f"The text claims to be {shown}, and is not ({byte}). Save it as CSV UTF-8 in Excel and try again."
