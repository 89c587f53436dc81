"""`ehcp-audit pack import`: takes packs in, each whole or not at all; what is refused is said with the reason."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from audit_app.cli.call import DONE, FAULTS, Call
from audit_app.cli.opening import opened
from audit_app.cli.progress import progress
from audit_app.domain.problems import AppError
from audit_app.errors import one_line
from audit_app.exchange.header import Kind
from audit_app.exchange.layout import LARGEST_PACK
from audit_app.exchange.pack import look
from audit_app.files import read_bounded
from audit_app.services.member.taking import take
from audit_app.services.merging.by_hand import take_files
from audit_app.services.rounds.taking import take_in
from audit_app.store.read_assignments import partnership_of
from audit_app.store.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Came:
    """What came of the packs: taken (kind, words, whether new), refused (file name, reason), and notes."""

    taken: list[tuple[Kind, str, bool]] = field(default_factory=list)
    refused: list[tuple[str, str]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def run(call: Call) -> int:
    """Print what each pack brought; 1 where one was refused, and then the others were still taken in."""
    came = Came()
    with opened(call) as workspace:
        changes = [path for path in call.asked.files if _is_changes(workspace, path)]
        _take_others(workspace, [path for path in call.asked.files if path not in changes], came)
        if changes:
            _take_changes(call, workspace, changes, came)
    if call.asked.json:
        call.console.say_json(_document(came))
    else:
        for _, words, _ in came.taken:
            call.console.say(one_line(words))
    call.console.warn_all(one_line(note) for note in came.notes)
    call.console.warn_all(one_line(f"{name}: {reason}") for name, reason in came.refused)
    return FAULTS if came.refused else DONE


def _is_changes(workspace: Workspace, path: Path) -> bool:
    """Whether a pack holds changes of this workspace, which are taken in together at the end."""
    try:
        header = look(read_bounded(path, LARGEST_PACK))
    except AppError:  # why is told when it is taken
        return False
    return header.kind is Kind.CHANGES and (header.workspace == workspace.id or not _is_small(workspace))


def _is_small(workspace: Workspace) -> bool:
    return partnership_of(workspace.conn) is not None


def _take_others(workspace: Workspace, paths: Sequence[Path], came: Came) -> None:
    """Again and again until nothing more fits: one may wait for another that was named after it."""
    left = list(paths)
    while left:
        refused = [(path, why) for path in left if (why := _refusal(workspace, path, came))]
        if len(refused) == len(left):
            came.refused.extend((path.name, why) for path, why in refused)
            return
        left = [path for path, _ in refused]


def _refusal(workspace: Workspace, path: Path, came: Came) -> str:
    """Take one pack in; why not, empty where it was."""
    try:
        data = read_bounded(path, LARGEST_PACK)
        done = take(workspace, data) if _is_small(workspace) else take_in(workspace, data)
    except AppError as error:
        return error.message
    came.taken.append((done.kind, done.words, done.new))
    return ""


def _take_changes(call: Call, workspace: Workspace, paths: Sequence[Path], came: Came) -> None:
    meant = [path.name for path in paths] if call.asked.yes else []
    with progress(call.console, "Changes") as show:
        read = take_files(workspace, paths, confirmed=meant, progress=show)
    for one in read.taken:
        came.taken.append((Kind.CHANGES, f"From {one.sender}: {one.words}.", bool(one.added or one.documents)))
        came.notes.extend(one.notes)
    came.refused.extend((one.name, one.reason) for one in (*read.refused, *read.waiting))
    came.refused.extend((one.name, f"{one.reason} (--yes says so.)") for one in read.asks)


def _document(came: Came) -> dict[str, object]:
    return {
        "taken": [{"kind": kind.value, "words": words, "new": new} for kind, words, new in came.taken],
        "refused": [{"file": name, "reason": reason} for name, reason in came.refused],
        "notes": came.notes,
    }
