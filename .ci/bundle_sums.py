"""SHA-256 checksums of every file of a folder, as `sha256sum -c` reads them; it knows nothing of what is in them."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

SUMS = "SHA256SUMS"


def write_sums(folder: Path) -> int:
    """Write the file of checksums into the folder; returns how many files it names."""
    lines = list(_lines(folder))
    (folder / SUMS).write_text("".join(f"{line}\n" for line in lines), encoding="utf-8", newline="\n")
    return len(lines)


def differences(folder: Path) -> list[str]:
    """What is not as the file of checksums says: each file that was changed, is missing, or came in since."""
    named = _named((folder / SUMS).read_text(encoding="utf-8").splitlines())
    found = _named(_lines(folder))
    return [
        *(f"{name} is missing" for name in sorted(named.keys() - found.keys())),
        *(f"{name} came in" for name in sorted(found.keys() - named.keys())),
        *(f"{name} was changed" for name in sorted(named.keys() & found.keys()) if named[name] != found[name]),
    ]


def _named(lines: Iterator[str] | list[str]) -> dict[str, str]:
    return {name: digest for digest, _, name in (line.partition("  ") for line in lines)}


def _lines(folder: Path) -> Iterator[str]:
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path != folder / SUMS:
            with path.open("rb") as file:
                digest = hashlib.file_digest(file, "sha256").hexdigest()
            yield f"{digest}  {path.relative_to(folder).as_posix()}"
