"""Every framework that can be used, with who uses it; one in full; and a version of an area's own from a file."""

from dataclasses import dataclass
from pathlib import Path

from audit_app.domain.cycles import DEFAULTS
from audit_app.domain.people import Act
from audit_app.domain.problems import AppError
from audit_app.services.frameworks import newest_key, read_checked, shipped_keys
from audit_app.services.refusals import demand_reason
from audit_app.store.log.rights import Op
from audit_app.store.read_audits import framework_keys, framework_text
from audit_app.store.read_frameworks import UsedBy, framework_uses
from audit_app.store.workspace import Workspace
from forms.model import Framework, framework_toml, read_framework
from resources.frameworks import resolve


@dataclass(frozen=True, slots=True)
class FrameworkRow:
    """One version of a framework: where it comes from, what is in it, which audits rest on it.

    `is_shipped` tells that it came with the app; `is_kept` that the workspace keeps its text. `taken_by` are the cycles
    whose new audits take it.
    """

    key: str
    title: str
    cycle: str
    markers: int
    weight: int
    form: str
    is_shipped: bool
    is_kept: bool
    taken_by: tuple[str, ...]
    used: UsedBy


def frameworks(workspace: Workspace) -> tuple[FrameworkRow, ...]:
    """Every framework that the workspace keeps or the app ships, by id, the newest version first."""
    kept, shipped = set(framework_keys(workspace.conn)), set(shipped_keys())
    uses = framework_uses(workspace.conn)
    taken = {cycle.value: newest_key(workspace, start.framework_id) for cycle, start in DEFAULTS.items()}
    rows = []
    for key in sorted(kept | shipped, key=_in_order):
        one = in_full(workspace, key)
        rows.append(
            FrameworkRow(
                key=key,
                title=one.title,
                cycle=one.cycle,
                markers=len(one.markers),
                weight=one.total_weight,
                form=_form(one),
                is_shipped=key in shipped,
                is_kept=key in kept,
                taken_by=tuple(cycle for cycle, chosen in taken.items() if chosen == key),
                used=uses.get(key, UsedBy(0, "", "")),
            )
        )
    return tuple(rows)


def _in_order(key: str) -> tuple[str, int]:
    id_, _, version = key.partition("/")
    return id_, -int(version)


def _form(framework: Framework) -> str:
    """What the form has beside its markers: the advice grid, states of sections."""
    parts = [
        *(["grid"] if framework.advice_grid is not None else []),
        *(["states"] if framework.section_states is not None else []),
    ]
    return ", ".join(parts) or "markers"


def in_full(workspace: Workspace, key: str) -> Framework:
    """One framework; raises AppError where there is none of this key."""
    text = framework_text(workspace.conn, key) or resolve(key)
    if text is None:
        raise AppError(f"There is no framework {key} in this workspace.")
    return read_framework(text, resolve)


def as_file(workspace: Workspace, key: str) -> bytes:
    """One framework as a file that stands alone, to be edited into a version of one's own."""
    return framework_toml(in_full(workspace, key)).encode()


def look_at_file(workspace: Workspace, path: Path) -> Framework:
    """The framework in a file, once nothing is wrong with it and its version may be added.

    Raises AppError with each fault and its line, or saying which version the file has to have.
    """
    text, problems = read_checked(path, lambda key: framework_text(workspace.conn, key) or resolve(key))
    if problems:
        faults = "a fault" if len(problems) == 1 else f"{len(problems)} faults"
        raise AppError(f"{path.name} has {faults}, so nothing was added. Correct them and check it again.", problems)
    framework = read_framework(text, lambda key: framework_text(workspace.conn, key) or resolve(key))
    newest = newest_key(workspace, framework.id)
    version = int(newest.partition("/")[2]) if newest is not None else 0
    if framework.version <= version:
        raise AppError(
            f"There is a version {version} of {framework.id} already, which audits may rest on. Give the file "
            f"version = {version + 1} and check it again."
        )
    return framework


def add_framework(workspace: Workspace, path: Path, reason: str) -> Framework:
    """Keep the framework in a file as a new version; audits begun keep theirs. Raises AppError as `look_at_file`."""
    workspace.demand(Act.EDIT_FRAMEWORK)
    framework = look_at_file(workspace, path)
    why = demand_reason(reason, "A new version of a framework")
    value = {"framework": framework.id, "version": framework.version, "text": framework_toml(framework)}
    op = Op("framework", framework.key, "record", value)
    workspace.door.write(f"Add the framework {framework.title} ({framework.key})", [op], reason=why)
    return framework
