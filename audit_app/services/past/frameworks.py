"""The framework that a sheet of past audits is read by: one that exists, or one made from its headings."""

from audit_app.domain.people import Act, holds_right
from audit_app.domain.problems import AppError
from audit_app.intake.past_check import Target
from audit_app.intake.past_framework import Fitted, fit_framework
from audit_app.intake.past_layout import PastColumn
from audit_app.intake.past_mapping import PastMapping, is_marker, marker_of
from audit_app.services.framework_list import in_full
from audit_app.services.frameworks import newest_key, prepared, shipped_keys
from audit_app.store.grades import stored_framework
from audit_app.store.log.rights import Op
from audit_app.store.read_audits import framework_keys
from audit_app.store.workspace import Workspace
from forms.model import Framework, framework_toml
from resources.frameworks import framework_ids


def target_of(workspace: Workspace, mapping: PastMapping) -> Target:
    """What the workspace knows of the framework that a mapping names."""
    key = newest_key(workspace, mapping.framework) if mapping.framework else None
    held = in_full(workspace, key) if key is not None else None
    return Target(held, mapping.framework in framework_ids())


def fitted(
    workspace: Workspace, columns: tuple[PastColumn, ...], mapping: PastMapping
) -> tuple[Fitted, tuple[Op, ...]]:
    """The framework for a sheet with the marker of each heading, and the operations that store it first.

    Raises AppError where there is none, it cannot be made, or the person may not store it.
    """
    if mapping.is_made:
        return _made(workspace, columns, mapping)
    key = newest_key(workspace, mapping.framework)
    if key is None:
        raise AppError(f"There is no framework {mapping.framework} in this workspace.")
    framework, ops = prepared(workspace, key)
    fields = {column.heading: mapping.field_of(column.heading) for column in columns}
    markers = {heading: marker_of(name) for heading, name in fields.items() if name is not None and is_marker(name)}
    return Fitted(framework, markers, is_new=bool(ops)), tuple(ops)


def _made(workspace: Workspace, columns: tuple[PastColumn, ...], mapping: PastMapping) -> tuple[Fitted, tuple[Op, ...]]:
    found = fit_framework(columns, mapping, _versions(workspace, mapping.framework), _core(workspace))
    if not found.is_new:
        return found, ()
    if not holds_right(workspace.person, Act.EDIT_FRAMEWORK):
        raise AppError(
            "A framework would be made from this sheet, which an owner, a moderator or a chair may do. Ask one of them "
            "to import it."
        )
    one = found.framework
    value = {"framework": one.id, "version": one.version, "text": framework_toml(one)}
    return found, (Op("framework", one.key, "record", value),)


def _versions(workspace: Workspace, framework_id: str) -> tuple[Framework, ...]:
    """The versions of a framework that the workspace keeps, the oldest first."""
    keys = [key for key in framework_keys(workspace.conn) if key.partition("/")[0] == framework_id]
    return tuple(stored_framework(workspace.conn, key) for key in sorted(keys, key=lambda key: int(key.split("/")[1])))


def _core(workspace: Workspace) -> Framework:
    """The framework that gives bands and labels to one that is made."""
    return in_full(workspace, next(key for key in shipped_keys() if key.startswith("core-42/")))
