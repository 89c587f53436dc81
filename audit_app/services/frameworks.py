"""Frameworks of a workspace: a shipped one is stored whole when it is first used, so that old audits keep theirs."""

from pathlib import Path
from typing import Final

from audit_app.domain.people import Act, holds_right
from audit_app.domain.problems import AppError, Place, Problem
from audit_app.intake.content import opened
from audit_app.intake.limits import Limits
from audit_app.store.grades import stored_framework
from audit_app.store.log.rights import Op
from audit_app.store.read_audits import framework_keys
from audit_app.store.workspace import Workspace
from forms.model import Framework, Resolve, check_framework, framework_toml, read_framework
from resources.frameworks import framework_ids, resolve

_LARGEST_BYTES: Final = 2_000_000
_VERSIONS: Final = 100
"""How far the version of a shipped framework is looked for."""


def ensure(workspace: Workspace, key: str) -> Framework:
    """The framework with this key, `core-42/1`; a shipped one is stored the first time it is used.

    Raises AppError where no such framework is known, or where it would have to be stored first by an owner.
    """
    framework, ops = prepared(workspace, key)
    if ops:
        workspace.door.write(f"Take in the framework {framework.title} ({key})", ops)
    return framework


def ensure_shipped(workspace: Workspace) -> tuple[Framework, ...]:
    """Every shipped framework, stored in one change as far as the workspace lacks it: for a new workspace."""
    every = [prepared(workspace, key) for key in shipped_keys()]
    ops = [op for _, each in every for op in each]
    if ops:
        workspace.door.write("Take in the frameworks that the app ships", ops)
    return tuple(framework for framework, _ in every)


def prepared(workspace: Workspace, key: str) -> tuple[Framework, list[Op]]:
    """The framework with this key, and the operations that store it where the workspace lacks it.

    Raises AppError as `ensure` does.
    """
    if key in framework_keys(workspace.conn):
        return stored_framework(workspace.conn, key), []
    text = resolve(key)
    if text is None:
        known = ", ".join(sorted({*framework_keys(workspace.conn), *shipped_keys()}))
        raise AppError(f"There is no framework {key} in this workspace. There are: {known}.")
    if not holds_right(workspace.person, Act.EDIT_FRAMEWORK):
        raise AppError(
            f"The framework {key} has not been used in this workspace yet. An owner, a "
            "moderator or a chair has to use it first."
        )
    framework = read_framework(text, resolve)
    value = {"framework": framework.id, "version": framework.version, "text": framework_toml(framework)}
    return framework, [Op("framework", key, "record", value)]


def newest_key(workspace: Workspace, framework_id: str) -> str | None:
    """The key that an id in any case means: `core-42` its newest version, stored or shipped, `core-42/1` that one.

    None where there is no such framework.
    """
    wanted = framework_id.strip().casefold()
    versions = {}
    for key in {*framework_keys(workspace.conn), *shipped_keys()}:
        name, _, version = key.partition("/")
        if wanted in (key.casefold(), name.casefold()):
            versions[int(version)] = key
    return versions[max(versions)] if versions else None


def check_file(path: Path) -> tuple[Problem, ...]:
    """What is wrong with an edited framework, line by line; nothing where it can be used.

    Raises AppError where the file cannot be read at all.
    """
    return read_checked(path, resolve)[1]


def read_checked(path: Path, resolve_key: Resolve) -> tuple[str, tuple[Problem, ...]]:
    """The text of a framework file, and what is wrong with it; `resolve_key` finds the frameworks that it includes.

    Raises AppError where the file cannot be read at all.
    """
    with opened(path, Limits(file_bytes=_LARGEST_BYTES)) as file:
        data = file.read(_LARGEST_BYTES + 1)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        return "", (Problem("The file is not UTF-8 text. Save it as UTF-8.", Place(file=path.name, line=line)),)
    found = check_framework(text, resolve_key)
    return text, tuple(Problem(one.message, Place(file=path.name, line=one.line)) for one in found)


def shipped_keys() -> list[str]:
    """The key of each shipped framework; a release ships one version of each."""
    tried = ((f"{framework_id}/{version}" for version in range(1, _VERSIONS)) for framework_id in framework_ids())
    return [next(key for key in keys if resolve(key) is not None) for keys in tried]
