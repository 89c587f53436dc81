"""Taking changes of another copy of the workspace in: looked at, asked about, merged whole or refused whole."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from audit_app.domain.counting import counted
from audit_app.domain.problems import AppError
from audit_app.exchange import pack
from audit_app.exchange.header import Header, Kind
from audit_app.exchange.refusals import Altered, NotForYou
from audit_app.services.merging.bundle_json import from_json
from audit_app.services.merging.came import changes_words, clock_note
from audit_app.services.merging.outgoing import Outgoing as Outgoing
from audit_app.services.merging.outgoing import export as export
from audit_app.services.merging.outgoing import ranges_of
from audit_app.services.progress import Progress, in_silence
from audit_app.store.documents import keep_sealed_files, sweep
from audit_app.store.log import merge as log_merge
from audit_app.store.log.bundle import Bundle, ChangeRow
from audit_app.store.log.canonical import Json
from audit_app.store.log.chain import heads
from audit_app.store.log.refusals import Gap, OtherWorkspace
from audit_app.store.read_exchange import is_known_signer, taken_away, unheld, writer_words
from audit_app.store.workspace import Workspace

MOST_TAKEN_AWAY: Final = 20
"""A pack that deletes or erases more than one in so many of a kind's things asks first: 5 %."""
TAKEN_IN: Final = "take in changes"
"""The access log's act for a pack that brought something."""
_STEPS: Final = 2
"""The pack is opened, and then merged."""
_THINGS: Final[Mapping[str, str]] = {"entry": "plan"}


class AsksFirst(AppError):
    """The pack would delete or erase much; nothing was taken until somebody has said yes."""


@dataclass(frozen=True, slots=True)
class Merged:
    """What a pack brought: changes that were new, in words; fields that now disagree; values that came after a lock.

    `documents` were written, `notes` are sentences that somebody should read, `sender` is who made the pack. It is not
    `whole` where a document could not be written: then the pack is to be taken in again.
    """

    added: int
    words: str
    sender: str
    conflicts: int
    late: int
    documents: int
    notes: tuple[str, ...]
    whole: bool = True


@dataclass(frozen=True, slots=True)
class _Read:
    """A pack of changes that was opened: what it says, and what of it is new here."""

    header: Header
    bundle: Bundle
    fresh: tuple[ChangeRow, ...]
    theirs: Mapping[str, int]
    files: Mapping[str, bytes]


def take_in(workspace: Workspace, data: bytes, *, confirmed: bool = False, progress: Progress = in_silence) -> Merged:
    """Take what is new in a pack, with its documents; taking it again changes nothing. Absence never deletes.

    Raises a PackRefused, a MergeRefused or NotAllowed, and AsksFirst where it would delete or erase more than 5 % of
    a kind's things and nobody `confirmed` that; then the database is as it was. It can be stopped until it is merged.
    """
    workspace.demand_writing()
    progress(0, _STEPS)
    read = _opened(workspace, data)
    if not confirmed and (question := _question(workspace, read.fresh)):
        raise AsksFirst(question)
    progress(1, _STEPS)
    merged = log_merge.merge(workspace.conn, workspace.id, read.bundle)
    workspace.door.people_changed()
    written, notes = _keep_documents(workspace, read.files)
    is_whole = not notes
    if any(op.field == "erased" for one in read.fresh for op in one.ops):
        sweep(workspace)
    notes += [clock_note(workspace.conn, read.fresh, workspace.means.now()), _behind(workspace, read.theirs)]
    words, sender = changes_words(workspace.conn, read.fresh), read.header.sender.name
    told = tuple(one for one in notes if one)
    if merged.added or written:
        workspace.note_access(TAKEN_IN, f"pack of {sender}: {words}{_documents(written)}")
    return Merged(merged.added, words, sender, len(merged.conflicts), len(merged.late), written, told, is_whole)


def ranges_in(data: bytes) -> Mapping[str, tuple[int, int]]:
    """Which changes of each writer a pack says it holds, without opening it. Raises a PackRefused."""
    return pack.look(data).ranges


def _opened(workspace: Workspace, data: bytes) -> _Read:
    """The pack, opened when what stands outside is right; raises what `take_in` raises."""
    header = pack.look(data)
    if header.workspace != workspace.id:
        raise OtherWorkspace("This pack belongs to another workspace. Ask the sender for one of this workspace.")
    if header.kind is not Kind.CHANGES:
        raise NotForYou("it belongs to a round of joint scoring; take it in on the page of that round")
    _refuse_gap(workspace, header)
    opened = pack.open_pack(data, workspace.unlocked.person, workspace.unlocked.keys)
    bundle, theirs = _said(opened.body.value)
    if ranges_of(bundle) != dict(header.ranges):
        raise Altered("what stands outside on it is not what lies in it")
    if not bundle.changes:
        _refuse_early_documents(workspace, opened.body.value["needs"])
    sender = header.sender
    if not is_known_signer(workspace.conn, bundle, sender.person, sender.sign_key.hex()):
        raise NotForYou(f"nobody in this workspace signs as {sender.name} did")
    return _Read(header, bundle, unheld(workspace.conn, bundle), theirs, opened.body.files)


def _said(value: Json) -> tuple[Bundle, Mapping[str, int]]:
    if not isinstance(value, dict) or value.keys() != {"changes", "holds", "needs"}:
        raise Altered("what lies in it cannot be read")
    for name in ("holds", "needs"):
        if not isinstance(value[name], dict) or not all(type(seq) is int for seq in value[name].values()):
            raise Altered("what lies in it cannot be read")
    return from_json(value["changes"]), value["holds"]


def _refuse_early_documents(workspace: Workspace, needs: Mapping[str, int]) -> None:
    """Documents that travel apart wait for the changes that say what they are."""
    held = heads(workspace.conn)
    if any(last > held.get(writer, 0) for writer, last in needs.items()):
        raise Gap("This pack holds documents alone. Take in the pack that was made with it first.")


def _refuse_gap(workspace: Workspace, header: Header) -> None:
    """Before anything is opened: a pack that begins after what is here waits for the one before it."""
    held = heads(workspace.conn)
    for writer, (first, _) in sorted(header.ranges.items()):
        last = held.get(writer, 0)
        if first > last + 1:
            raise Gap(
                f"Changes {last + 1:,} to {first - 1:,} of {writer_words(workspace.conn, writer)} are missing here. "
                f"Take the pack with them in first, or ask {header.sender.name} for everything; nothing was taken."
            )


def _question(workspace: Workspace, fresh: Sequence[ChangeRow]) -> str:
    """What to ask before much is taken away; empty where it is not much."""
    much = [
        f"{here:,} of {counted(all_, _THINGS.get(kind, kind.replace('_', ' ')))}"
        for kind, (here, all_) in taken_away(workspace.conn, fresh).items()
        if here * MOST_TAKEN_AWAY > all_
    ]
    if not much:
        return ""
    return (
        f"This pack deletes or erases {', '.join(much)} that are here. Nothing was taken in. Ask whoever sent it "
        "whether that is meant, then take it in again and say yes."
    )


def _keep_documents(workspace: Workspace, files: Mapping[str, bytes]) -> tuple[int, list[str]]:
    """Write the documents that are not whole here; how many were, and what a person should know."""
    written = 0
    try:
        for id_ in sorted({name.split(".", 1)[0] for name in files}):
            written += keep_sealed_files(workspace, id_, files)
    except AppError as error:
        return written, [f"Not every document was written. {error.message} Then take the same pack in again."]
    return written, []


def _documents(written: int) -> str:
    return f"; {counted(written, 'document')}" if written else ""


def _behind(workspace: Workspace, theirs: Mapping[str, int]) -> str:
    """How much of what is here the sender did not have; empty where nothing."""
    lacking = sum(max(0, last - theirs.get(writer, 0)) for writer, last in heads(workspace.conn).items())
    if not lacking:
        return ""
    return f"Whoever made the pack did not have {counted(lacking, 'change')} that are here. Send them a pack too."
