"""Finds the line of each key and table in a TOML text that has already been parsed; tomllib gives no lines."""

import re
from collections.abc import Iterator

Path = tuple[str | int, ...]
"""The way to a value: `("markers", 3, "weight")` is the key `weight` of the fourth `[[markers]]`."""

_STRING = r'"""(?:\\.|[^\\])*?"{3,5}|\'\'\'.*?\'{3,5}|"(?:\\.|[^"\\\n])*"|\'[^\'\n]*\''
_STRING_OR_COMMENT = re.compile(_STRING + r"|#[^\n]*", re.DOTALL)
_HEADER = re.compile(r"[ \t]*(\[\[?)([^\[\]\n]*)\]\]?")
_KEY = re.compile(r"""[ \t]*((?:[A-Za-z0-9_-]+|"[^"\n]*"|'[^'\n]*')(?:[ \t]*\.[ \t]*[A-Za-z0-9_-]+)*)[ \t]*=""")
_PART = re.compile(r"""[A-Za-z0-9_-]+|"[^"\n]*"|'[^'\n]*'""")


class LineIndex:
    """Where keys and tables stand in one text. Lines count from 1; a value without a line has its table's."""

    def __init__(self, text: str) -> None:
        self._lines = dict(_located(text.replace("\r\n", "\n")))

    def line(self, path: Path) -> int:
        """Return the line of `path`, or of the nearest table around it that is written down, or 1."""
        while path:
            if path in self._lines:
                return self._lines[path]
            path = path[:-1]
        return 1


def _located(text: str) -> Iterator[tuple[Path, int]]:
    """Yield each key and table of a valid TOML text with its line, in the text's order."""
    counts: dict[Path, int] = {}
    table: Path = ()
    for number, line in _statements(text):
        header = _HEADER.match(line)
        if header is None:
            key = _KEY.match(line)
            if key is not None:
                yield table + _parts(key[1]), number
            continue
        table = _into_last(_parts(header[2]), counts, is_array=header[1] == "[[")
        yield table, number


def _into_last(parts: Path, counts: dict[Path, int], *, is_array: bool) -> Path:
    """Return the path of a header: a name of an array of tables means its latest table."""
    path: Path = ()
    for depth, part in enumerate(parts):
        path = (*path, part)
        if is_array and depth == len(parts) - 1:
            counts[path] = counts.get(path, 0) + 1
        if path in counts:
            path = (*path, counts[path] - 1)
    return path


def _parts(dotted: str) -> Path:
    return tuple(part.strip("\"'") for part in _PART.findall(dotted))


def _statements(text: str) -> Iterator[tuple[int, str]]:
    """Yield number and text of each line that begins a statement, not those inside a string or an array."""
    bare = _STRING_OR_COMMENT.sub(_blanked, text)
    depth = 0
    inside_string = _lines_inside_strings(text)
    for number, (line, full) in enumerate(zip(bare.split("\n"), text.split("\n"), strict=True), start=1):
        if depth == 0 and number not in inside_string:
            yield number, full
        depth += line.count("[") + line.count("{") - line.count("]") - line.count("}")


def _blanked(found: re.Match[str]) -> str:
    """Return line breaks for line breaks and nothing for the rest, so that brackets in words do not count."""
    return "\n" * found[0].count("\n")


def _lines_inside_strings(text: str) -> set[int]:
    """Return the lines on which a string of several lines goes on, those where it begins left out."""
    inside: set[int] = set()
    for found in _STRING_OR_COMMENT.finditer(text):
        breaks = found[0].count("\n")
        if breaks:
            first = text.count("\n", 0, found.start()) + 1
            inside.update(range(first + 1, first + breaks + 1))
    return inside
