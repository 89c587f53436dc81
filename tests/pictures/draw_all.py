"""Draws the pictures of the documents into docs/pictures/, or with --all every picture there is, into demo/pictures/.

`python3 dev.py pictures` starts it. The clock, chance and time zone are fixed: the same code draws the same.
"""

import argparse
import sys
import tempfile
import time
from collections.abc import Collection, Iterator
from pathlib import Path

import pytest
from conftest import point_home_at  # which also asks Qt to do without a screen
from picture_machine import Machine, copy_of, empty_machine, machine_with_demo
from picture_saving import save
from picture_stage import Setting, Stage
from picture_table import IN_DOCUMENTS, Chapter, files
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from audit_app.app import application
from audit_app.shell.picture import keep_quiet

ROOT = Path(__file__).resolve().parents[2]
FEW, EVERY = ROOT / "docs" / "pictures", ROOT / "demo" / "pictures"


def main(words: list[str]) -> int:
    """Draw what is asked for; returns the exit code: 0 done, 2 wrong use."""
    asked = _parser().parse_args(words)
    wanted = _wanted(asked.all, asked.only)
    if not wanted:
        known = ", ".join(name for *_, name in files())
        print(f"No picture is called {asked.only}. There are: {known}.", file=sys.stderr)
        return 2
    folder = asked.out or (EVERY if asked.all or asked.only else FEW)
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="ehcp-pictures-") as place, pytest.MonkeyPatch.context() as patch:
        base = Path(place)
        point_home_at(patch, base / "home")
        patch.setenv("TZ", "Europe/London")
        if hasattr(time, "tzset"):  # Windows has none, and draws in its own
            time.tzset()
        keep_quiet()
        for name, image in drawn(application(), base, wanted):
            save(image, folder / f"{name}.png")
    print(f"{len(wanted)} pictures are in {folder}")
    return 0


def drawn(app: QApplication, base: Path, wanted: Collection[str]) -> Iterator[tuple[str, QImage]]:
    """The pictures of these names; machines are made below `base`."""
    app.setCursorFlashTime(0)
    demo = machine_with_demo(base / "demo")
    seen: set[tuple[int, str]] = set()
    for chapter, setting, _, name in files():
        key = (id(chapter), setting.suffix)
        if name in wanted and key not in seen:
            seen.add(key)
            machine = _machine(chapter, setting, demo, base / "home")
            yield from chapter_drawn(app, chapter, setting, machine, wanted)


def chapter_drawn(
    app: QApplication, chapter: Chapter, setting: Setting, machine: Machine, wanted: Collection[str]
) -> Iterator[tuple[str, QImage]]:
    """The wanted pictures of one chapter in one setting; those before them are gone through and not kept."""
    names = [f"{picture.name}{setting.suffix}" for picture in chapter.pictures]
    last = max((at for at, name in enumerate(names) if name in wanted), default=-1)
    stage = Stage(app, machine, setting)
    try:
        chapter.begin(stage)
        for name, picture in list(zip(names, chapter.pictures, strict=True))[: last + 1]:
            image = stage.take(picture.draw)
            if name in wanted:
                yield name, image
    finally:
        stage.close()


def _machine(chapter: Chapter, setting: Setting, demo: Machine, home: Path) -> Machine:
    name = f"{chapter.pictures[0].name}{setting.suffix}"
    return copy_of(demo, home, name) if chapter.has_demo else empty_machine(home, name)


def _wanted(everything: bool, only: str | None) -> set[str]:
    if only is not None:
        return {name for *_, name in files() if name == only or name.startswith(f"{only}-")}
    return {name for *_, name in files()} if everything else set(IN_DOCUMENTS)


def _parser() -> argparse.ArgumentParser:
    result = argparse.ArgumentParser(prog="dev.py pictures", description=__doc__)
    result.add_argument("--all", action="store_true", help="every screen in every theme, size and state")
    result.add_argument("--only", metavar="NAME", help="the pictures of one screen, such as home")
    result.add_argument("--out", type=Path, metavar="FOLDER", help="another folder")
    return result


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
