"""One change as somebody made it in the demo, still to be written; it knows no door."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from audit_app.store.ids import Ids
from audit_app.store.log.rights import Op
from resources.demo import Member


@dataclass(frozen=True, slots=True)
class Change:
    """What a member, by key, wrote at a moment (UTC)."""

    at: datetime
    by: str
    label: str
    ops: tuple[Op, ...]
    reason: str = ""
    touches: str = ""


@dataclass(frozen=True, slots=True)
class Cast:
    """The people of the demo with their ids in the workspace, by key, and the workspace's own id."""

    members: Mapping[str, Member]
    person_ids: Mapping[str, str]
    workspace: str

    @property
    def ids(self) -> Ids:
        """The ids of this workspace."""
        return Ids(self.workspace)

    def name(self, key: str) -> str:
        """The member's name."""
        return self.members[key].name

    def person(self, key: str) -> str:
        """The member's id in the workspace."""
        return self.person_ids[key]
