"""Which reports lie in a folder, the newest first: known by their files' names, not read; it knows no Qt."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from audit_app.screens.reports.asking import AUDIENCES
from audit_app.services.reports.reporting import KINDS
from exports.report_files import EVERY_FORMAT
from scoring.figures import Audience

MOST = 4
_LOOKED_AT = 5_000
"""So many entries of a folder are looked at: it may hold anything."""


@dataclass(frozen=True, slots=True)
class WrittenReport:
    """The files of one name in a folder, in the usual order of formats."""

    stem: str
    files: tuple[Path, ...]

    @property
    def words(self) -> str:
        """What it is, from its name: “Weekly, 2026-W46, audit group”, with a team or a round behind it."""
        kind, _, rest = self.stem.partition("_")
        period, audience, more = _parted(rest)
        parts = (kind.capitalize(), period.replace("_to_", " to "), AUDIENCES[audience][0].lower(), more)
        return ", ".join(part for part in parts if part)


def reports_in(folder: Path, most: int = MOST) -> tuple[WrittenReport, ...]:
    """The latest reports in the folder; none where it is not there or may not be looked into."""
    try:
        found = sorted(_files(folder), reverse=True)
    except OSError:
        return ()
    stems = list(dict.fromkeys(path.stem for _, path in found))[:most]
    return tuple(WrittenReport(stem, _of_stem(stem, [path for _, path in found])) for stem in stems)


def is_report(name: str) -> bool:
    """Whether a file's name is one that reports are written under."""
    stem, _, ending = name.rpartition(".")
    kind, _, rest = stem.partition("_")
    return ending in EVERY_FORMAT and kind in KINDS and any(f"_{one.value}" in rest for one in Audience)


def _files(folder: Path) -> Iterator[tuple[float, Path]]:
    for number, path in enumerate(folder.iterdir()):
        if number == _LOOKED_AT:
            return
        if is_report(path.name) and path.is_file():
            yield path.stat().st_mtime, path


def _of_stem(stem: str, paths: Sequence[Path]) -> tuple[Path, ...]:
    files = [path for path in paths if path.stem == stem]
    return tuple(sorted(files, key=lambda path: EVERY_FORMAT.index(path.suffix[1:])))


def _parted(rest: str) -> tuple[str, Audience, str]:
    """Period, audience and what follows, in the name of a report behind its kind."""
    for audience in Audience:
        period, found, more = rest.partition(f"_{audience.value}")
        if found and (not more or more.startswith("_")):
            return period, audience, more.removeprefix("_")
    return rest, Audience.GROUP, ""
