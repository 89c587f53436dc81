"""What the repository itself must keep to: no trace of one machine in it, and documents that say what is true."""

import re
from collections.abc import Iterator
from pathlib import Path

import dev

ROOT = Path(__file__).resolve().parents[2]
NOT_OURS = {".git", ".venv", "demo", "dist", "build", "__pycache__", "uv.lock", ".hypothesis"}
# A letter stands in brackets so that this file does not find itself.
MACHINE_PATH = rf"/wor[k]/|/roo[t]/|{re.escape(str(ROOT))}[/\\\\]"
REGISTRY = r"index-ur[l]|pyp[i]\b|pythonhoste[d]|find-link[s]|deb\.debia[n]|npmj[s]"


def files() -> Iterator[tuple[str, str]]:
    """Every text file that belongs to the project, with its text."""
    for path in sorted(ROOT.rglob("*")):
        parts = path.relative_to(ROOT).parts
        if not path.is_file() or NOT_OURS & set(parts) or any(part.endswith("_cache") for part in parts):
            continue
        content = path.read_bytes()
        if b"\0" not in content:
            yield path.relative_to(ROOT).as_posix(), content.decode("utf-8", errors="replace")


def lines_with(pattern: str) -> list[str]:
    """Where a pattern stands, as file and line."""
    return [
        f"{name}:{number}: {line.strip()[:100]}"
        for name, text in files()
        for number, line in enumerate(text.splitlines(), 1)
        if re.search(pattern, line, re.IGNORECASE)
    ]


def test_the_walk_sees_the_project() -> None:
    assert {"pyproject.toml", "dev.py", "requirements.lock", "tests/ground/test_repository.py"} <= dict(files()).keys()


def test_no_file_names_a_path_of_one_machine() -> None:
    assert lines_with(MACHINE_PATH) == []


def test_no_file_names_the_address_of_a_registry() -> None:
    assert lines_with(REGISTRY) == []


def test_every_text_file_is_utf_8() -> None:
    for name, text in files():
        if name.endswith((".py", ".md", ".toml")):
            assert text.encode() == (ROOT / name).read_bytes(), name


def test_commands_in_the_documents_exist() -> None:
    commands = [word for name, text in files() if name.endswith(".md") for word in re.findall(r"dev\.py (\w+)", text)]
    help_text = dev.parser().format_help()
    assert {"run", "test"} <= set(commands)
    assert [word for word in commands if not re.search(rf"^    {word}\b", help_text, re.MULTILINE)] == []


def test_files_named_in_the_documents_exist() -> None:
    for name in ("README.md", "docs/architecture.md"):
        text = (ROOT / name).read_text(encoding="utf-8")
        named = re.findall(r"`((?:docs|tests|benchmarks)/[\w./-]+\.\w+|[A-Z]+\.md|LICENSE|\w+\.toml)`", text)
        assert [path for path in named if not (ROOT / path).exists()] == [], name


def test_continuous_integration_runs_the_same_command_as_the_readme() -> None:
    assert "python3 dev.py test" in (ROOT / ".ci/run").read_text(encoding="utf-8")
    assert "python3 dev.py test" in (ROOT / "README.md").read_text(encoding="utf-8")
