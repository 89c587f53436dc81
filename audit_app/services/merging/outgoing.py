"""What a copy of the workspace sends to the others: its changes with the documents they brought, as packs."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from audit_app.domain.counting import counted
from audit_app.domain.people import Act
from audit_app.domain.problems import AppError
from audit_app.exchange import pack
from audit_app.exchange.body import Body
from audit_app.exchange.header import Draft, Kind, Sender
from audit_app.services.merging.bundle_json import to_json
from audit_app.services.progress import Progress, in_silence
from audit_app.store.documents import sealed_files
from audit_app.store.log.bundle import Bundle, for_others, read_changes
from audit_app.store.log.chain import heads
from audit_app.store.read_exchange import documents_in, reachable
from audit_app.store.workspace import Workspace

FILES_IN_A_PACK: Final = 96 * 2**20
"""Bytes of documents after which another pack begins: a pack is held in memory, and has its own bounds."""
SENT: Final = "send changes"
"""The access log's act for packs that were made."""
_MOST_FILES: Final = 4_000
_NAME_BYTES: Final = 6

Reach = Mapping[str, tuple[int, int]]
"""Of each writer the first and last change."""


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One pack to hand over: a file name that says nothing, its bytes, and which changes of each writer it holds."""

    name: str
    data: bytes
    ranges: Reach


def export(
    workspace: Workspace, since: Mapping[str, int] | None = None, progress: Progress = in_silence
) -> tuple[Outgoing, ...]:
    """Everything that others lack who hold `since` (of each writer the last change); without it, all there is.

    One pack, more where documents are many; none where there is nothing new. Only signed changes leave: the head is
    signed first. They are locked to everybody who can open a copy of this workspace. Raises AppError where the person
    may not, and where the changes are more than a pack may hold.
    """
    return tuple(packs(workspace, since, progress))


def packs(
    workspace: Workspace, since: Mapping[str, int] | None = None, progress: Progress = in_silence
) -> Iterator[Outgoing]:
    """The same one after the other, so that memory never holds more than one; each is of use only with all of them."""
    workspace.demand(Act.BACK_UP)
    if workspace.can_write:
        workspace.door.sign("pack")
    bundle = for_others(read_changes(workspace.conn, workspace.id, since))
    if not bundle.changes:
        return
    documents = 0
    for number, files in enumerate(_parts(workspace, documents_in(workspace.conn, bundle.changes)), start=1):
        progress(number - 1, 0)
        documents += len(files) // 2
        yield _pack(workspace, bundle, files, number)
    workspace.note_access(SENT, f"pack of {counted(len(bundle.changes), 'change')}, {counted(documents, 'document')}")


def ranges_of(bundle: Bundle) -> dict[str, tuple[int, int]]:
    """Of each writer the first and last change in the bundle."""
    found: dict[str, tuple[int, int]] = {}
    for one in bundle.changes:
        first, last = found.get(one.writer, (one.seq, one.seq))
        found[one.writer] = (min(first, one.seq), max(last, one.seq))
    return found


def changes_in(ranges: Reach) -> int:
    """How many changes these are."""
    return sum(last - first + 1 for first, last in ranges.values())


def _parts(workspace: Workspace, documents: Sequence[str]) -> Iterator[dict[str, bytes]]:
    """The documents' files as they lie, as many at a time as a pack takes; one part at least."""
    files: dict[str, bytes] = {}
    size = 0
    for id_ in documents:
        sealed = sealed_files(workspace, id_)
        more = sum(map(len, sealed.values()))
        if files and (size + more > FILES_IN_A_PACK or len(files) >= _MOST_FILES):
            yield files
            files, size = {}, 0
        files |= sealed
        size += more
    yield files


def _pack(workspace: Workspace, bundle: Bundle, files: Mapping[str, bytes], number: int) -> Outgoing:
    """The part with this number: the first holds the changes, those after it documents alone."""
    means, keys = workspace.means, workspace.unlocked.keys
    person = workspace.person
    held = bundle if number == 1 else Bundle(bundle.workspace, (), (), ())
    ranges = ranges_of(held)
    draft = Draft(
        workspace.id,
        "",
        Kind.CHANGES,
        number,
        Sender(person.id, person.name, keys.opening_public, keys.signing_public),
        means.now().date().isoformat(),
        ranges,
    )
    needs = {writer: last for writer, (_, last) in ranges_of(bundle).items()}
    value = {"changes": to_json(held), "holds": heads(workspace.conn), "needs": needs}
    data = pack.make(draft, Body(value, files), _addresses(workspace), keys.sign, means.random)
    return Outgoing(f"{means.random(_NAME_BYTES).hex()}{pack.SUFFIX}", data, ranges)


def _addresses(workspace: Workspace) -> list[pack.Address]:
    """Everybody who can open a copy of the workspace, by the public half that the log has for them."""
    here = {person for database in workspace.key_file.databases for person, _ in database.wraps}
    found = reachable(workspace.conn, here, workspace.means.now().date())
    if not found:
        raise AppError("Nobody has keys to this workspace that the change log knows. Run a check.")
    return [pack.Address(one.person, one.box_key) for one in found]
