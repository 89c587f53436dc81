"""What this computer remembers of the exchange folder: where it is, what lies in it, what was read; never logged."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from audit_app.services.merging.outgoing import Reach
from audit_app.store.local_settings import drop_local_setting, keep_local_setting, local_settings
from audit_app.store.log.canonical import decode, encode
from audit_app.store.log.chain import utc_text
from audit_app.store.workspace import Workspace

_PREFIX: Final = "exchange."
_PLACE, _DROPPED, _SEEN, _LAST = "folder", "dropped", "seen", "last"
_READ_AT, _DROPPED_AT, _SENT = "read_at", "dropped_at", "sent"
_ALL: Final = (_PLACE, _DROPPED, _SEEN, _LAST, _READ_AT, _DROPPED_AT)


@dataclass(frozen=True, slots=True)
class Standing:
    """Where the folder is, None for none; when it was last read and last written into (UTC text, empty for never)."""

    folder: Path | None
    read_at: str
    dropped_at: str


@dataclass(frozen=True, slots=True)
class Lying:
    """What lies in the folder as far as is known: of each writer the last change, the digests of packs, the last own.

    `last` is the file name of the pack that this computer put there last, empty for none.
    """

    held: Mapping[str, int]
    seen: tuple[str, ...]
    last: str = ""

    def with_pack(self, digest: str, ranges: Reach, name: str = "") -> "Lying":
        """With one more pack; `name` where this computer put it there."""
        further = {writer: max(last, self.held.get(writer, 0)) for writer, (_, last) in ranges.items()}
        return Lying({**self.held, **further}, (*self.seen, digest), name or self.last)


NOTHING: Final = Lying({}, ())


def standing(workspace: Workspace) -> Standing:
    """Where the folder is and when it was used last."""
    held = local_settings(workspace.conn, _PREFIX)
    place = held.get(_PLACE)
    return Standing(Path(place) if place else None, held.get(_READ_AT, ""), held.get(_DROPPED_AT, ""))


def lying(workspace: Workspace) -> Lying:
    """What is known to lie in the folder."""
    held = local_settings(workspace.conn, _PREFIX)
    return Lying(decode(held.get(_DROPPED, "{}")), tuple(decode(held.get(_SEEN, "[]"))), held.get(_LAST, ""))


def remember(workspace: Workspace, known: Lying) -> None:
    """Keep what is known to lie in the folder."""
    for name, value in ((_DROPPED, encode(dict(known.held))), (_SEEN, encode(list(known.seen))), (_LAST, known.last)):
        keep_local_setting(workspace.conn, _PREFIX + name, value)


def note_read(workspace: Workspace) -> None:
    """The folder was read now."""
    keep_local_setting(workspace.conn, _PREFIX + _READ_AT, utc_text(workspace.means.now()))


def note_dropped(workspace: Workspace) -> None:
    """What is new here was put into the folder now."""
    keep_local_setting(workspace.conn, _PREFIX + _DROPPED_AT, utc_text(workspace.means.now()))


def sent(workspace: Workspace) -> dict[str, int]:
    """Of each writer the last change in the packs that were made by hand here."""
    held: dict[str, int] = decode(local_settings(workspace.conn, _PREFIX).get(_SENT, "{}"))
    return held


def note_sent(workspace: Workspace, ranges: Reach) -> None:
    """A pack with these was made by hand."""
    value = Lying(sent(workspace), ()).with_pack("", ranges).held
    keep_local_setting(workspace.conn, _PREFIX + _SENT, encode(dict(value)))


def use(workspace: Workspace, place: Path) -> None:
    """The folder is this one from now on; nothing is known to lie in it."""
    forget(workspace)
    keep_local_setting(workspace.conn, _PREFIX + _PLACE, str(place))


def forget(workspace: Workspace) -> None:
    """There is no folder any more."""
    for name in _ALL:
        drop_local_setting(workspace.conn, _PREFIX + name)
