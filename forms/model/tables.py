"""Reads values out of a parsed TOML table and notes what is wrong with each. Knows no framework."""

import unicodedata
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from forms.model.lines import LineIndex, Path

MAX_TEXT = 2_000
"""Characters in one text."""
MAX_TITLE = 200
"""Characters in one title or label."""

_BIDI = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


@dataclass(frozen=True, slots=True, order=True)
class FrameworkProblem:
    """One thing wrong with a framework file, and the line (from 1) where it stands."""

    line: int
    message: str

    def __str__(self) -> str:
        return f"line {self.line}: {self.message}"


@dataclass(frozen=True, slots=True)
class Table:
    """One table of the file with the way to it; `problems` is shared by all tables of the file."""

    values: dict[str, object]
    path: Path
    name: str
    index: LineIndex
    problems: list[FrameworkProblem]

    def fault(self, key: str, message: str) -> None:
        """Note what is wrong at `key`; a blank key means the table itself."""
        path = (*self.path, key) if key else self.path
        words = f"{self.name}: {message}" if self.name else message[:1].upper() + message[1:]
        self.problems.append(FrameworkProblem(self.index.line(path), words))

    def only(self, *known: str) -> None:
        """Note every key that is none of `known`."""
        for key in self.values:
            if key not in known:
                self.fault(key, f"the key {shown(key)} is not known here. Known are {', '.join(known)}.")

    def text(self, key: str, *, limit: int = MAX_TEXT, required: bool = True) -> str:
        """Return a text of one or more words, or blank after noting what is wrong."""
        value = self._value(key, required=required)
        if value is None:
            return ""
        if not isinstance(value, str):
            self.fault(key, f"“{key}” must be a text between quotation marks.")
            return ""
        if required and not value.strip():
            self.fault(key, f"“{key}” is empty. Write it in words.")
        elif len(value) > limit:
            self.fault(key, f"“{key}” has {len(value)} characters. At most {limit} are allowed.")
        elif _has_controls(value):
            self.fault(key, f"“{key}” holds a control character. Retype the text.")
        else:
            return value.strip()
        return ""

    def whole(self, key: str, low: int, high: int, *, required: bool = True) -> int | None:
        """Return a whole number from `low` to `high`, or None after noting what is wrong."""
        value = self._value(key, required=required)
        if value is None:
            return None
        if type(value) is not int or not low <= value <= high:
            self.fault(key, f"“{key}” must be a whole number from {low} to {high}.")
            return None
        return value

    def flag(self, key: str) -> bool:
        """Return true or false; false when the key is not there."""
        value = self.values.get(key, False)
        if not isinstance(value, bool):
            self.fault(key, f"“{key}” must be true or false.")
            return False
        return value

    def choice(self, key: str, allowed: Collection[str], *, required: bool = True) -> str:
        """Return one of `allowed`, or blank after noting what is wrong."""
        value = self._value(key, required=required)
        if value is None or (value == "" and not required):
            return ""
        if not isinstance(value, str) or value not in allowed:
            self.fault(key, f"“{key}” must be one of {', '.join(allowed)}, not {shown(value)}.")
            return ""
        return value

    def texts(self, key: str, *, required: bool = False) -> tuple[str, ...]:
        """Return a list of different texts, or none after noting what is wrong."""
        value = self._value(key, required=required)
        if value is None:
            return ()
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            self.fault(key, f'“{key}” must be a list of texts, such as ["…", "…"].')
            return ()
        if len(set(value)) < len(value):
            self.fault(key, f"“{key}” names something twice.")
        if required and not value:
            self.fault(key, f"“{key}” is an empty list. Name at least one.")
        return tuple(dict.fromkeys(value))

    def choices(self, key: str, allowed: Collection[str], *, required: bool = False) -> tuple[str, ...]:
        """Return a list of which each item is one of `allowed`; others are noted and left out."""
        given = self.texts(key, required=required)
        for item in given:
            if item not in allowed:
                self.fault(key, f"“{key}” may hold {', '.join(allowed)}, not {shown(item)}.")
        return tuple(item for item in given if item in allowed)

    def table(self, key: str, name: str, *, required: bool = False) -> "Table | None":
        """Return the table under `key`, or None."""
        value = self._value(key, required=required)
        if value is None:
            return None
        if not isinstance(value, dict):
            self.fault(key, f"“{key}” must be a table: write [{key}] on a line of its own.")
            return None
        return Table(value, (*self.path, key), name, self.index, self.problems)

    def tables(self, key: str, name: str, *, limit: int) -> Iterator["Table"]:
        """Yield the tables written as [[key]], none when there are more than `limit`."""
        value = self.values.get(key, [])
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            self.fault(key, f"“{key}” must be tables: write [[{key}]] above each.")
        elif len(value) > limit:
            self.fault(key, f"there are {len(value)} of “{key}”. At most {limit} are allowed.")
        else:
            for place, item in enumerate(value):
                said = item.get("id")
                named = isinstance(said, str) and 0 < len(said) <= 40 and said.isprintable()
                title = str(said) if named else f"{name} {place + 1}"
                yield Table(item, (*self.path, key, place), title, self.index, self.problems)

    def _value(self, key: str, *, required: bool) -> object:
        value = self.values.get(key)
        if value is None and required:
            self.fault("", f"“{key}” is missing.")
        return value


def shown(value: object) -> str:
    """Return what stood in the file, short and without characters that a terminal would obey."""
    if isinstance(value, (dict, list)):
        return "a table" if isinstance(value, dict) else "a list"
    return f"“{''.join(char if char.isprintable() else '�' for char in str(value)[:40])}”"


def _has_controls(text: str) -> bool:
    """Whether a text holds control characters (tab and line break are none) or turns the reading direction."""
    return any(char in _BIDI or (unicodedata.category(char) in ("Cc", "Cs") and char not in "\t\n") for char in text)
