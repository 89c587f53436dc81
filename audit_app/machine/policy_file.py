"""Reads this computer's policy file, whole or not at all: a fault in it stops the app and names line and key."""

import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

from audit_app.domain.problems import AppError, Place, Problem
from audit_app.machine.policy import LONGEST_IDLE, Policy
from audit_app.machine.policy_place import open_to_change, policy_path, user_home

FIELDS: Mapping[str, str] = MappingProxyType(
    {
        "workspaces": "workspaces",
        "second_backup_place": "second_backup",
        "longest_idle_minutes": "longest_idle",
        "export_folders": "export_folders",
    }
)
"""Each key of the file, and the field of `Policy` that it fixes."""

_LARGEST_FILE = 64 * 1024
_AT_LINE = re.compile(r" \(at line (\d+), column \d+\)$")
_AT_END = " (at end of document)"

Home = Callable[[], Path]
Openness = Callable[[Path], str]


class PolicyFault(AppError):
    """The policy of this computer cannot be followed, so nothing is done; the problems name line and key."""

    def __init__(self, file: Path, problems: tuple[Problem, ...] = (), why: str = "") -> None:
        cause = f"cannot be used ({why})" if why else "has faults"
        super().__init__(
            f"This computer's policy {file} {cause}, so the app does nothing. Ask whoever looks after this computer to "
            "mend it.",
            problems,
        )


def machine_policy() -> Policy:
    """The policy of this computer; one that fixes nothing where there is no policy file. Raises PolicyFault."""
    try:
        path = policy_path()
    except OSError as error:
        raise AppError(
            f"The system did not say where this computer's policy lies ({_words(error)}), so the app does nothing. Ask "
            "whoever looks after this computer."
        ) from error
    return read_policy(path)


def read_policy(path: Path, *, openness: Openness = open_to_change, home: Home = user_home) -> Policy:
    """The policy in this file; one that fixes nothing where it is missing.

    `openness` says who else than administrators can change a path, `home` what `~` means. Raises PolicyFault for a
    file that cannot be read, that others can change, that is no TOML, or that has an unknown key or a wrong value.
    """
    try:
        path.parent.stat()
        _demand_protected(path.parent, path, openness)
        path.stat()
        _demand_protected(path, path, openness)
        with path.open("rb") as file:
            data = file.read(_LARGEST_FILE + 1)
    except FileNotFoundError as error:
        if path.is_symlink() or path.parent.is_symlink():  # a policy is meant to be there
            raise PolicyFault(path, why="its link leads nowhere") from error
        return Policy()
    except OSError as error:
        raise PolicyFault(path, why=_words(error)) from error
    if len(data) > _LARGEST_FILE:
        raise PolicyFault(path, why=f"it is larger than {_LARGEST_FILE // 1024} KiB")
    return _Reading(path, _text(path, data), home).policy()


def _demand_protected(found: Path, file: Path, openness: Openness) -> None:
    if who := openness(found):
        raise PolicyFault(file, why=f"{found} must be safe from users, but {who}")


def _words(error: OSError) -> str:
    return error.strerror or str(error)


def _text(path: Path, data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")  # editors on Windows put a mark in front
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise PolicyFault(path, (_problem(path, line, "The file is not UTF-8 text. Save it as UTF-8."),)) from error


def _problem(path: Path, line: int, message: str) -> Problem:
    return Problem(message, Place(file=str(path), line=line))


class _Wrong(Exception):
    """What is wrong with a value, without its key: “must be …”."""


class _Reading:
    """One text of a policy, read key by key."""

    def __init__(self, path: Path, text: str, home: Home) -> None:
        self._path, self._content, self._home = path, text, home

    def policy(self) -> Policy:
        """The policy; raises PolicyFault with a problem for every key that is wrong, in the order of their lines."""
        values = self._values()
        read: dict[str, object] = {}
        problems = []
        for key, value in values.items():
            try:
                read[FIELDS.get(key, "")] = self._value(key, value)
            except _Wrong as wrong:
                problems.append(self._about(key, f"“{key}” {wrong}"))
        if problems:
            raise PolicyFault(self._path, tuple(sorted(problems, key=lambda one: one.place.line or 0)))
        return replace(Policy(file=self._path), **read)  # type: ignore[arg-type]  # FIELDS names fields and their types

    def _values(self) -> Mapping[str, Any]:
        try:
            return tomllib.loads(self._content)
        except RecursionError:
            raise PolicyFault(self._path, why="it nests lists or tables too deeply") from None
        except ValueError as error:
            said = str(error)
            placed = _AT_LINE.search(said)
            line = int(placed[1]) if placed else max(self._content.rstrip().count("\n") + 1, 1)
            words = _AT_LINE.sub("", said).removesuffix(_AT_END)
            raise PolicyFault(self._path, (_problem(self._path, line, f"This is not valid TOML: {words}."),)) from error

    def _about(self, key: str, message: str) -> Problem:
        from forms.model.lines import LineIndex  # only a faulty policy needs it

        return _problem(self._path, LineIndex(self._content).line((key,)), message)

    def _value(self, key: str, value: object) -> object:
        if key not in FIELDS:
            raise _Wrong(f"is not a key of a policy. The keys are {', '.join(FIELDS)}.")
        if key == "longest_idle_minutes":
            return _minutes(value)
        return self._folders(value) if key == "export_folders" else self._folder(value)

    def _folders(self, value: object) -> tuple[Path, ...]:
        if not isinstance(value, list):
            raise _Wrong('must be a list of folders, such as ["~/Documents"]; [] allows none.')
        return tuple(self._folder(one) for one in value)

    def _folder(self, value: object) -> Path:
        if not isinstance(value, str) or not value.strip() or not value.isprintable():
            raise _Wrong("must be the path of a folder, as text between quotation marks.")
        try:
            path = self._home() / value[1:].lstrip("/\\") if value[:2] in ("~", "~/", "~\\") else Path(value)
        except OSError as error:
            raise _Wrong(f"names the user's home as “~”, and there is none: {_words(error)}.") from error
        if not path.is_absolute():
            raise _Wrong(
                f"is “{value}”, which is not a whole path. Begin it at the root or with “~/”; variables are not read."
            )
        return path


def _minutes(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= LONGEST_IDLE:
        raise _Wrong(f"must be a whole number of minutes from 1 to {LONGEST_IDLE}.")
    return value
