"""Every part of the app that writes a file where a person chose asks the policy first; a new one is found here."""

import ast
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2] / "audit_app"
WRITES = frozenset({"write_report", "write_subject", "write_whole", "whole_file", "save_file", "save", "write_text"})
"""The calls by which a file comes into a folder of somebody's choice."""
ASKS = frozenset({"demand_export", "against_export"})
OWN_FOLDERS = frozenset(
    {
        "screens/start/recent.py",  # the list of workspaces, in the user's data folder
        "shell/picture.py",  # called by app.py, which asks
    }
)


def calls(path: Path) -> set[str]:
    """The names that a module calls, the last part of each; `save` only on a picture, where it takes a path."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            name = ast.unparse(node.func)
            last = name.rsplit(".", 1)[-1]
            if last != "save" or "grab" in name:
                found.add(last)
    return found


def entrances() -> dict[str, set[str]]:
    """The modules in which a person says where a file goes: commands, screens, the window, its entry point."""
    modules = [ROOT / "app.py", *(path for name in ("cli", "screens", "shell") for path in (ROOT / name).rglob("*.py"))]
    return {path.relative_to(ROOT).as_posix(): calls(path) for path in modules}


def test_every_module_that_writes_where_a_person_chose_asks_the_policy() -> None:
    writing = {name: called for name, called in entrances().items() if called & WRITES and name not in OWN_FOLDERS}
    assert {"cli/report.py", "cli/subject.py", "cli/new.py", "screens/start/walk.py"} <= set(writing)
    assert [name for name, called in writing.items() if not called & ASKS] == []


def test_the_store_itself_asks_where_it_writes_outside_of_a_workspace() -> None:
    expected = {"backup.py": "demand_backup", "creating.py": "against_workspace", "restore.py": "against_workspace"}
    assert {name for name, asked in expected.items() if asked in calls(ROOT / "store" / name)} == set(expected)
