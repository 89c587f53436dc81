"""One going through the exchange folder: packs are tried again and again until nothing more fits; none is removed."""

from collections.abc import Callable, Collection
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from audit_app.domain.problems import AppError
from audit_app.exchange.folder import Waiting
from audit_app.exchange.layout import LARGEST_PACK
from audit_app.exchange.refusals import PackRefused
from audit_app.files import read_bounded
from audit_app.services.merging import folder_memory
from audit_app.services.merging.changes import AsksFirst, Merged, ranges_in, take_in
from audit_app.services.merging.outgoing import Reach
from audit_app.store.log.chain import heads
from audit_app.store.log.refusals import Gap, MergeRefused
from audit_app.store.log.rights import NotAllowed
from audit_app.store.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Refused:
    """A pack that was not taken in, by its file name, and why in a sentence."""

    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class FolderRead:
    """What came of packs: what was taken, refused, waits for an earlier pack, or asks first.

    `unreachable` says why nothing could be read at all; empty where it could.
    """

    taken: tuple[Merged, ...] = ()
    refused: tuple[Refused, ...] = ()
    waiting: tuple[Refused, ...] = ()
    asks: tuple[Refused, ...] = ()
    unreachable: str = ""


@dataclass(frozen=True, slots=True)
class _Gapped:
    """A pack that waits for another."""

    path: Path
    digest: str
    reason: str
    ranges: Reach


class Reading:
    """Tries packs; `told` hears after each how many were tried. `confirmed` are names of packs that may take away."""

    def __init__(
        self, workspace: Workspace, confirmed: Collection[str] = (), told: Callable[[int], None] = lambda _: None
    ) -> None:
        self._workspace, self._confirmed, self._told = workspace, frozenset(confirmed), told
        self._known = folder_memory.lying(workspace)
        self._taken: list[Merged] = []
        self._refused: list[Refused] = []
        self._asks: list[Refused] = []
        self._waiting: dict[Path, _Gapped] = {}
        self._tried = 0

    def read(self, place: Path, found: Collection[Waiting]) -> FolderRead:
        """Take in what waits in the exchange folder; what was taken is remembered, also when it is stopped."""
        # what was written first is most often what others wait for
        ordered = sorted(found, key=lambda one: (_written_at(place / one.name), one.name))
        try:
            return self._take_all([(place / one.name, one.digest) for one in ordered])
        finally:
            with suppress(AppError):  # what is not remembered is looked at again, and brings nothing new
                folder_memory.remember(self._workspace, self._known)

    def take_files(self, paths: Collection[Path]) -> FolderRead:
        """Take in packs that a person chose, in whatever order they fit."""
        return self._take_all([(path, "") for path in paths])

    def _take_all(self, packs: Collection[tuple[Path, str]]) -> FolderRead:
        for path, digest in packs:
            self._told(self._tried)
            self._tried += 1
            self._take(path, digest)
        while self._take_what_waited():
            pass
        waiting = tuple(Refused(one.path.name, one.reason) for one in self._waiting.values())
        return FolderRead(tuple(self._taken), tuple(self._refused), waiting, tuple(self._asks))

    def _take(self, path: Path, digest: str) -> None:
        try:
            # no more than a pack may have: whoever can write to the folder could leave a file of any size there
            data = read_bounded(path, LARGEST_PACK)
        except AppError as error:
            self._refused.append(Refused(path.name, error.message))
            return
        try:
            merged = take_in(self._workspace, data, confirmed=path.name in self._confirmed)
        except Gap as error:
            self._waiting[path] = _Gapped(path, digest, error.message, ranges_in(data))
        except AsksFirst as error:
            self._asks.append(Refused(path.name, error.message))
        except (PackRefused, MergeRefused, NotAllowed) as error:
            self._refused.append(Refused(path.name, error.message))
        else:
            self._took(merged, digest, data)

    def _took(self, merged: Merged, digest: str, data: bytes) -> None:
        if merged.added or merged.documents or not digest or not merged.whole:
            self._taken.append(merged)
        if digest and merged.whole:
            self._known = self._known.with_pack(digest, ranges_in(data))

    def _take_what_waited(self) -> bool:
        """Try what waited and may fit by now; False where nothing more can."""
        before = len(self._waiting)
        for path, one in sorted(self._waiting.items()):
            held = heads(self._workspace.conn)
            if all(first <= held.get(writer, 0) + 1 for writer, (first, _) in one.ranges.items()):
                del self._waiting[path]
                self._take(path, one.digest)
        return 0 < len(self._waiting) < before


def _written_at(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except OSError:
        return 0.0
