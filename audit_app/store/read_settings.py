"""Reading what the whole partnership has set: kept as one logged value of the workspace, merged like every other."""

from collections.abc import Mapping
from typing import Final

from audit_app.store.driver import Connection
from audit_app.store.log.canonical import Json, decode
from audit_app.store.log.rights import Op

KEPT_FOR: Final = "kept_for"
"""How long things are kept: a number for each retention rule that differs from the usual."""

LOOK: Final = ("logo", "logo_words", "colour")
"""The parts of the look of reports, each a value of its own in the log."""

SHEETS: Final = "recovery_sheets"
"""The recovery sheets in force: public half (hex) to when it came into force (UTC text)."""


def workspace_settings(conn: Connection) -> dict[str, Json]:
    """Everything that was set, by name; empty where nothing was."""
    row = conn.execute("SELECT settings FROM workspace WHERE settings IS NOT NULL").fetchone()
    value = decode(row[0]) if row is not None else {}
    return value if isinstance(value, dict) else {}


def held_look(conn: Connection) -> dict[str, str]:
    """How reports look: `logo` (a small PNG as base64), `logo_words` and `colour`; each is absent where it is unset."""
    row = conn.execute("SELECT report_logo, report_logo_words, report_colour FROM workspace").fetchone()
    return {name: value for name, value in zip(LOOK, row or (), strict=False) if value}


def look_ops(workspace: str, parts: Mapping[str, str]) -> list[Op]:
    """The operations that set these parts of the look; an empty one is unset."""
    return [Op("workspace", workspace, f"report_{name}", value or None) for name, value in parts.items()]


def settings_op(conn: Connection, workspace: str, name: str, value: Json) -> Op:
    """The operation that sets one of them and leaves the others as they are."""
    return Op("workspace", workspace, "settings", {**workspace_settings(conn), name: value})


def known_sheets(conn: Connection) -> dict[str, str]:
    """The sheets in force as the log knows them; empty in a workspace made before sheets were logged."""
    value = workspace_settings(conn).get(SHEETS)
    return {str(public): str(utc) for public, utc in value.items()} if isinstance(value, dict) else {}


_USED: Final = (
    "SELECT max(c.utc) FROM head h JOIN change c ON c.writer = h.writer AND c.seq = h.seq WHERE h.why = 'recovery'"
)
_MADE: Final = "SELECT min(utc) FROM change"


def sheet_used_at(conn: Connection) -> str:
    """When a recovery sheet was used last (UTC text), empty where none ever was."""
    return str(conn.execute(_USED).fetchone()[0] or "")


def workspace_made_at(conn: Connection) -> str:
    """When the workspace was made (UTC text), and with it its first recovery sheet."""
    return str(conn.execute(_MADE).fetchone()[0] or "")
