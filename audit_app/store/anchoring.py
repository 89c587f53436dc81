"""Where this machine last saw a person's chain end: the gap it tells, and the claim that lets one process go on.

Only the process that takes the anchor away may go on with its chain; it puts it back when it closes. So of two
copies that are open at once, and of a copy made before a session that was killed, one at most ever goes on, and no
chain forks. While a workspace is open, and after a crash, its anchor lies in a folder beside.
"""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from audit_app.domain.problems import AppError
from audit_app.machine.anchor import Anchor, drop_anchor, move_anchor, read_anchor, write_anchor
from audit_app.store.driver import Connection
from audit_app.store.log.chain import Clock, Link, Random, Signer, Tip
from audit_app.store.log.door import Door
from audit_app.store.log.rights import Op
from audit_app.store.log.verify import anchored

_GAP = (
    "This workspace ends before change {seq}, which this computer has seen: it is an older copy, or its end was cut "
    "off. What you do from now on is recorded as a new beginning after the gap."
)


@dataclass(frozen=True, slots=True)
class Known:
    """What this machine knows of a person's chain: the writer that may go on, if any, and the gap in words."""

    writer: str | None
    gap: str


class MachineAnchor:
    """One person's anchor of the workspace in one folder of this machine; `anchors` holds everybody's.

    A copy or a restored backup in another folder has an anchor of its own, so that trying a restore leaves the
    original as it was; an older copy put into the same folder is noticed.
    """

    def __init__(self, anchors: Path, person: str, folder: Path, workspace: str) -> None:
        self._resting = anchors / person / place_name(folder)
        self._in_use = self._resting / "open"
        self._workspace = workspace
        self._is_ours = False

    def look(self, conn: Connection) -> Known:
        """What is known, for somebody who only reads."""
        found = [anchor for place in (self._resting, self._in_use) if (anchor := read_anchor(place, self._workspace))]
        missing = [one for one in found if not anchored(conn, one.writer, one.seq, one.hash)]
        return Known(None, _GAP.format(seq=missing[0].seq) if missing else "")

    def claim(self, conn: Connection) -> Known:
        """What is known, for the process that will write: it goes on where nobody else can and nothing is missing.

        The log must end exactly where this machine last saw it end: a copy, a restored backup, another machine or a
        session that was killed begins a new writer, whose first change lists what it continues from.
        """
        known = self.look(conn)
        anchor = read_anchor(self._resting, self._workspace)
        self._is_ours = move_anchor(self._resting, self._in_use, self._workspace)
        if not self._is_ours or anchor is None or known.gap:
            return known
        last = conn.execute("SELECT max(seq) FROM change WHERE writer = ?", (anchor.writer,)).fetchone()[0]
        return Known(anchor.writer if last == anchor.seq else None, "")

    def note(self, tip: Tip | None) -> None:
        """Keep where the log stands while it is open; a full disk here costs no work and is passed over."""
        if tip is not None:
            with suppress(AppError):
                write_anchor(self._in_use, self._of(tip))

    def leave(self, tip: Tip | None) -> None:
        """Put the anchor back, at this end of the log or, where nothing was written, as it was found."""
        if tip is not None:
            with suppress(AppError):
                write_anchor(self._resting, self._of(tip))
                drop_anchor(self._in_use, self._workspace)
        elif self._is_ours:
            move_anchor(self._in_use, self._resting, self._workspace)
        self._is_ours = False

    def _of(self, tip: Tip) -> Anchor:
        return Anchor(self._workspace, tip.writer, tip.seq, tip.hash.hex())


def place_name(folder: Path) -> str:
    """What the anchors of a folder's workspace are filed under: 16 hexadecimal digits of its path."""
    return sha256(str(folder.resolve()).encode("utf-8", "surrogateescape")).hexdigest()[:16]


class AnchoredDoor(Door):
    """The door that also keeps every signed head outside the file, as soon as it is signed."""

    def __init__(
        self,
        conn: Connection,
        workspace: str,
        signer: Signer,
        installation: str,
        *,
        clock: Clock,
        random: Random,
        anchor: MachineAnchor,
        continue_writer: str | None = None,
    ) -> None:
        super().__init__(
            conn, workspace, signer, installation, clock=clock, random=random, continue_writer=continue_writer
        )
        self._anchor = anchor

    def write(self, label: str, ops: Sequence[Op], *, reason: str = "", touches: str = "", sign: str = "") -> Link:
        """Write as every door does; a head that was signed with it is kept on this machine too."""
        link = super().write(label, ops, reason=reason, touches=touches, sign=sign)
        if link.signed:
            self._anchor.note(self.tip)
        return link

    def sign(self, why: str) -> None:
        """Sign as every door does, and keep the end of the chain on this machine."""
        super().sign(why)
        self._anchor.note(self.tip)
