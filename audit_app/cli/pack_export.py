"""`ehcp-audit pack export`: makes a pack and writes it whole; the six words of an invitation are printed once."""

from pathlib import Path

from audit_app.cli.call import DONE, Call, WrongUse
from audit_app.cli.opening import opened
from audit_app.cli.pack_making import check_use, made
from audit_app.cli.progress import progress
from audit_app.domain.counting import counted
from audit_app.domain.problems import AppError
from audit_app.exchange.pack import SUFFIX
from audit_app.files import sentence, write_whole
from audit_app.services.merging.by_hand import make_packs
from audit_app.services.rounds.outgoing import Outgoing
from audit_app.store.workspace import Workspace

_TELL = "Tell these words by phone or in person, not in the message with the pack. They are kept nowhere."


def run(call: Call) -> int:
    """Print the path of each file written; nothing is overwritten."""
    asked = call.asked
    check_use(asked)
    call.compose().means.policy.demand_export(asked.out)
    if asked.kind == "changes":
        with opened(call) as workspace:
            return _changes(call, workspace)
    with opened(call) as workspace:
        _demand_free(asked.out)
        pack = made(workspace, asked)
        path = asked.out / pack.name if asked.out.is_dir() else asked.out
        if not _is_there(path, pack.data):  # the same return again, into the same folder
            write_whole(path, pack.data)
    _say(call, pack, path)
    return DONE


def _changes(call: Call, workspace: Workspace) -> int:
    asked = call.asked
    if asked.out.suffix == SUFFIX:
        raise WrongUse("Changes may need several packs. Give a folder as --out DIR.")
    _demand_free(asked.out)
    with progress(call.console, "Changes") as show:
        packs = make_packs(workspace, asked.out, everything=asked.everything, progress=show)
    if asked.json:
        call.console.say_json({"kind": "changes", "files": [str(path) for path in packs.files]})
    else:
        for path in packs.files:
            call.console.say(str(path))
    call.console.warn(f"{counted(packs.changes, 'change')} in {counted(len(packs.files), 'pack')}.")
    return DONE


def _demand_free(out: Path) -> None:
    """A folder is made where it is missing; a file that is there already is refused, before anything is noted."""
    if out.is_dir():
        return
    if out.exists():
        raise _taken(out)
    folder = out.parent if out.suffix == SUFFIX else out
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise AppError(sentence(error, folder)) from error


def _is_there(path: Path, data: bytes) -> bool:
    if not path.exists():
        return False
    if path.read_bytes() != data:
        raise _taken(path)
    return True


def _taken(path: Path) -> AppError:
    return AppError(f"{path} exists already, and a pack overwrites nothing. Choose another name.")


def _say(call: Call, pack: Outgoing, path: Path) -> None:
    if call.asked.json:
        call.console.say_json({"kind": call.asked.kind, "file": str(path), "code": list(pack.code) or None})
    else:
        call.console.say(str(path))
        if pack.code:
            call.console.say(" ".join(pack.code))
    if pack.code:
        call.console.warn(_TELL)
