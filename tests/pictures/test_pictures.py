"""Every picture can be drawn in both themes; none is blank, cuts a text off, or differs when it is drawn again."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from picture_checks import cut_texts
from picture_machine import Machine, copy_of, empty_machine, machine_with_demo
from picture_saving import count_colours, save
from picture_stage import DAY, NIGHT, Setting, Stage
from picture_table import CHAPTERS, IN_DOCUMENTS, Chapter, files
from PySide6.QtCore import QRect
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from audit_app.shell.screens import screens

DOCS = Path(__file__).resolve().parents[2] / "docs"
LEAST_COLOURS, MOST_BYTES = 12, 150_000
RUNS = [
    pytest.param(chapter, setting, id=f"{chapter.pictures[0].name}{setting.suffix}")
    for chapter in CHAPTERS
    for setting in (DAY, NIGHT)
    if setting in chapter.settings
]


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Machine:
    return machine_with_demo(tmp_path_factory.mktemp("pictures") / "demo")


@pytest.fixture
def app(qapp: QApplication) -> Iterator[QApplication]:
    """The application, dressed afterwards as it was before."""
    font, palette, sheet = qapp.font(), qapp.palette(), qapp.styleSheet()
    yield qapp
    qapp.setStyleSheet(sheet)
    qapp.setPalette(palette)
    qapp.setFont(font)


def middle(image: QImage) -> QImage:
    """The part where a screen has its content."""
    wide, high = image.width(), image.height()
    return image.copy(QRect(wide // 5, high // 8, wide * 3 // 5, high * 3 // 4))


def stage_of(chapter: Chapter, setting: Setting, app: QApplication, home: Path, demo: Machine | None) -> Stage:
    name = chapter.pictures[0].name
    machine = copy_of(demo, home, name) if demo is not None and chapter.has_demo else empty_machine(home, name)
    return Stage(app, machine, setting)


@pytest.mark.parametrize(("chapter", "setting"), RUNS)
def test_every_picture_shows_something_and_cuts_no_text(
    chapter: Chapter, setting: Setting, app: QApplication, home: Path, demo: Machine
) -> None:
    stage, faults = stage_of(chapter, setting, app, home, demo), []
    try:
        chapter.begin(stage)
        for picture in chapter.pictures:
            image = stage.take(picture.draw)
            if count_colours(middle(image)) < LEAST_COLOURS:
                faults.append(f"{picture.name} is blank")
            faults += [f"{picture.name} cuts “{text}”" for text in cut_texts(stage.window)]
    finally:
        stage.close()
    assert faults == []


def test_same_code_gives_the_same_bytes_wherever_it_is_drawn(app: QApplication, tmp_path: Path) -> None:
    chapter = next(one for one in CHAPTERS if one.pictures[0].name == "settings-backups")
    drawn = []
    for number in ("one", "two"):
        stage = stage_of(chapter, DAY, app, tmp_path / number, None)
        try:
            chapter.begin(stage)
            save(stage.take(chapter.pictures[0].draw), tmp_path / f"{number}.png")
        finally:
            stage.close()
        drawn.append((tmp_path / f"{number}.png").read_bytes())
    assert drawn[0] == drawn[1]


def test_a_text_without_room_is_noticed(app: QApplication, qtbot: QtBot) -> None:
    window, text = QWidget(), QLabel("These words need more room than there is.")
    text.setParent(window)
    qtbot.addWidget(window)
    window.show()
    text.resize(40, 20)
    assert cut_texts(window) == [text.text()]
    text.adjustSize()
    window.resize(text.size())
    assert cut_texts(window) == []
    text.move(30, 0)
    assert cut_texts(window) == [text.text()]


def test_no_two_pictures_share_a_file() -> None:
    names = [name for *_, name in files()]
    assert len(names) == len(set(names))
    assert set(IN_DOCUMENTS) <= set(names)


def test_every_screen_of_the_navigation_has_a_picture() -> None:
    assert {spec.id for spec in screens()} <= {picture.name for _, _, picture, _ in files()}


def test_pictures_in_the_documents_are_those_of_the_table_and_light() -> None:
    kept = {path.stem: path.stat().st_size for path in (DOCS / "pictures").iterdir()}
    assert set(kept) == set(IN_DOCUMENTS)
    assert [name for name, size in kept.items() if size > MOST_BYTES] == []


def test_every_picture_that_a_document_shows_is_there() -> None:
    shown = [
        (page, page.parent / name)
        for page in (DOCS.parent / "README.md", *DOCS.glob("*.md"))
        for name in re.findall(r"!\[[^]]+\]\(([^)]+)\)", page.read_text(encoding="utf-8"))
    ]
    assert shown
    assert [str(page) for page, path in shown if not path.is_file()] == []
