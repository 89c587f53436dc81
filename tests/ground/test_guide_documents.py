"""The guide and its sisters keep to what there is: keys, pictures, commands, parts of the window, modules."""

import ast
import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from audit_app.cli.parser import build_parser
from audit_app.domain.retention import RULES, Kept
from audit_app.shell.actions import ACTIONS
from audit_app.shell.screens import screens

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
GUIDE, SECURITY, DPIA = DOCS / "user-guide.md", DOCS / "security.md", DOCS / "dpia-starter.md"

_KEYS = re.compile(r"<kbd>(.+?)</kbd>")
_ROW = re.compile(r"^\| <kbd>([^<]+)</kbd> \| (.+) \|$", re.MULTILINE)
_PICTURE = re.compile(r"!\[([^\]]*)\]\(([^)]+)\)")
_LINK = re.compile(r"(?<!!)\[[^\]]+\]\(([^)#]*)(#[^)]*)?\)")
_INLINE = re.compile(r"`(ehcp-audit [^`]*)`")
_MODULE = re.compile(r"`((?:[a-z_]+\.)+[A-Za-z_]+)`")
_ENDINGS = (".json", ".md", ".py", ".lock")


def written_keys() -> Iterator[tuple[str, str]]:
    """Every key that the code shows on its sheet of keys, with its words."""
    for folder in ("audit_app", "forms"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "KeyLine":
                    texts = [one.value for one in node.args if isinstance(one, ast.Constant)]
                    if len(texts) == 2:
                        yield spaced(texts[0]), str(texts[1])
    yield from ((action.keys, action.words) for action in ACTIONS if action.keys)
    yield from ((screen.shortcut, screen.title) for screen in screens())


def spaced(text: object) -> str:
    return " ".join(str(text).split())


def commands(document: Path) -> list[str]:
    text = document.read_text(encoding="utf-8")
    blocks = re.findall(r"^```\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    lines = [line for block in blocks for line in block.splitlines() if line.startswith("ehcp-audit ")]
    return lines + _INLINE.findall(text)


def test_every_key_of_the_guide_is_one_that_the_app_shows() -> None:
    known = {keys for keys, _ in written_keys()}
    asked = {spaced(keys) for keys in _KEYS.findall(GUIDE.read_text(encoding="utf-8"))}
    assert len(asked) > 30
    assert asked <= known


def test_every_key_of_the_guides_tables_does_what_the_app_says_it_does() -> None:
    known = set(written_keys())
    rows = {(spaced(keys), words) for keys, words in _ROW.findall(GUIDE.read_text(encoding="utf-8"))}
    assert len(rows) > 30
    assert rows <= known


def test_every_key_of_the_audit_form_stands_in_the_guide() -> None:
    from forms.widgets.keys import KEY_GROUPS

    rows = {(spaced(keys), words) for keys, words in _ROW.findall(GUIDE.read_text(encoding="utf-8"))}
    assert {(spaced(line.keys), line.words) for group in KEY_GROUPS for line in group.lines} <= rows


@pytest.mark.parametrize("document", [GUIDE, SECURITY, DPIA], ids=lambda path: path.stem)
def test_every_picture_and_page_that_is_linked_is_there(document: Path) -> None:
    text = document.read_text(encoding="utf-8")
    headings = {anchor(line.lstrip("# ")) for line in text.splitlines() if line.startswith("#")}
    for words, target in _PICTURE.findall(text):
        assert words, f"{target} says nothing to who cannot see it"
        assert (DOCS / target).is_file(), target
    for target, part in _LINK.findall(text):
        assert (DOCS / target).exists(), target
        assert target or part.removeprefix("#") in headings, part


def anchor(heading: str) -> str:
    return re.sub(r"[^\w -]", "", heading.strip().lower()).replace(" ", "-")


def test_the_guide_shows_every_screen_that_has_a_picture() -> None:
    shown = {Path(target).stem for _, target in _PICTURE.findall(GUIDE.read_text(encoding="utf-8"))}
    drawn = {picture.stem for picture in (DOCS / "pictures").glob("*.png")}
    wanted = {screen.id for screen in screens()} & drawn
    assert len(wanted) > 5
    assert wanted <= shown


def test_the_guide_names_every_part_of_the_settings_in_their_order(qapp: QApplication) -> None:
    from audit_app.screens.settings.view import SettingsView

    assert qapp is not None
    view = SettingsView()
    parts = [view.parts.item(row).text() for row in range(view.parts.count())]
    chapter = chapter_of("Settings")
    assert re.findall(r"^\| ([A-Z][a-z ]+) \|", chapter, re.MULTILINE) == parts
    view.deleteLater()


def chapter_of(title: str) -> str:
    """The text of the guide's chapter of this title."""
    (chapter,) = re.findall(rf"^## \d+\. {title}$(.*?)(?=^## |\Z)", GUIDE.read_text(encoding="utf-8"), re.M | re.S)
    return str(chapter)


@pytest.mark.parametrize("command", [line for document in (GUIDE, SECURITY, DPIA) for line in commands(document)])
def test_every_command_is_one_that_the_app_takes(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    words = shlex.split(command.replace("…", "TEXT"))[1:]
    if words[-1] in ("--help", "--version", "--schema"):
        with pytest.raises(SystemExit) as ended:
            build_parser().parse_args(words)
        assert ended.value.code == 0
    elif len(words) == 1:
        assert f" {words[0]} " in build_parser().format_help()
    else:
        build_parser().parse_args(words)
    assert "error" not in capsys.readouterr().err


@pytest.mark.parametrize("document", [SECURITY, DPIA], ids=lambda path: path.stem)
def test_every_module_that_is_named_is_there(document: Path) -> None:
    for name in _MODULE.findall(document.read_text(encoding="utf-8")):
        if not name.endswith(_ENDINGS):
            assert is_there(name.split(".")), name


def is_there(parts: list[str]) -> bool:
    """Whether these parts name a package, a module, or something in a module."""
    for base in (ROOT, ROOT / "audit_app"):
        whole, module = base.joinpath(*parts), base.joinpath(*parts[:-1]).with_suffix(".py")
        if whole.is_dir() or whole.with_suffix(".py").is_file():
            return True
        if module.is_file() and re.search(rf"\b{parts[-1]}\b", module.read_text(encoding="utf-8")):
            return True
    return False


def test_the_starter_names_the_retention_rules_as_they_are() -> None:
    text = DPIA.read_text(encoding="utf-8")
    for kept, usual in ((Kept.DOCUMENTS, "30 days"), (Kept.AUDITS, "6 years"), (Kept.CEASED_ENTRIES, "1 year")):
        assert f": {usual} after" in RULES[kept].words
        assert f"| {usual} |" in text
