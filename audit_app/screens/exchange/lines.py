"""The columns of what passed and of what disagrees, and their words; no widget here."""

from datetime import datetime
from pathlib import Path

from audit_app.domain.counting import counted
from audit_app.services.merging.by_hand import Passed
from audit_app.services.merging.conflicts import Conflict, Said
from audit_app.services.merging.exchange_folder import Standing
from audit_app.services.merging.pack_reading import FolderRead
from audit_app.ui.days import plain_day
from audit_app.ui.table_model import Column
from exports.charts.scene import Mark
from resources.theme import Colour

NO_FOLDER = (
    "No folder is set. A network share or a cloud folder will do: each copy of the workspace puts its changes there as "
    "sealed files and takes in those of the others, when it is opened and every five minutes."
)
BY_HAND = (
    "Without a shared folder, make a pack and hand it over by memory stick or e-mail. It opens only for people with "
    "keys to this workspace. Order does not matter, and taking one in twice does no harm."
)


def passed_columns() -> tuple[Column, ...]:
    """When something came or went, by whom, and what."""
    return (
        Column("at", "When", lambda row: moment(row.at), lambda row: row.at, width=150),
        Column("way", "Way", lambda row: "Came" if row.came else "Made", mark=_way, choices=True, width=100),
        Column("words", "What", lambda row: _capital(row.words), tip=lambda row: row.words, width=520),
        Column("person", "By", lambda row: row.person, choices=True, width=140, yields=1),
    )


def conflict_columns() -> tuple[Column, ...]:
    """What disagrees, and the values that are in question."""
    return (
        Column("plan", "Plan", lambda row: row.plan_ref, width=120),
        Column("what", "What", lambda row: row.what, tip=lambda row: row.what, width=220),
        Column("values", "Values", _values, tip=_values, width=330, yields=1),
        Column("who", "By", _who, tip=_who, width=170, yields=2),
        Column("state", "State", _state, mark=_state_mark, choices=True, width=170),
    )


def folder_words(standing: Standing) -> str:
    """Where the folder is and when it was used last."""
    if standing.folder is None:
        return NO_FOLDER
    read = f"Last read {_when(standing.read_at)}" if standing.read_at else "Not read yet"
    put = f"last written into {_when(standing.dropped_at)}" if standing.dropped_at else "nothing put into it yet"
    return f"{standing.folder}. {read}, {put}. Nothing in it is ever changed or removed by the app."


def read_words(read: FolderRead) -> str:
    """What came of taking packs in, in a sentence or two."""
    added = sum(one.added for one in read.taken)
    documents = sum(one.documents for one in read.taken)
    parts = [f"{counted(added, 'change')} came" if added else "Nothing new came"]
    if documents:
        parts.append(f"with {counted(documents, 'document')}")
    conflicts, late = sum(one.conflicts for one in read.taken), sum(one.late for one in read.taken)
    more = []
    if conflicts:
        more.append(f"{counted(conflicts, 'value disagrees', 'values disagree')}: look under Conflicts.")
    if late:
        more.append(f"{counted(late, 'value', 'values')} came after a submission, and the submitted one stands.")
    left = len(read.refused) + len(read.waiting) + len(read.asks)
    if left:
        more.append(f"{counted(left, 'pack was', 'packs were')} not taken in: see why below.")
    return " ".join([f"{' '.join(parts)}.", *more])


def made_words(files: tuple[Path, ...], changes: int) -> str:
    """What was written, and where."""
    if not files:
        return "Nothing is new since the last pack, so none was made."
    named = ", ".join(path.name for path in files)
    return f"{counted(changes, 'change')} went into {named} in {files[0].parent}."


def who_words(said: Said) -> str:
    """Who wrote a value, where and when: “Mary on laptop, 22 Nov 2026 10:14”."""
    return f"{said.person} on {said.computer}, {_when(said.utc)}"


def moment(at: datetime) -> str:
    """The day and time of this computer's clock."""
    local = at.astimezone()
    return f"{plain_day(local.date().isoformat())} {local:%H:%M}"


def _when(utc: str) -> str:
    try:
        return moment(datetime.fromisoformat(utc))
    except ValueError:
        return utc


def _values(row: Conflict) -> str:
    return " | ".join(one.words for one in row.said)


def _who(row: Conflict) -> str:
    return ", ".join(dict.fromkeys(one.person for one in row.said))


def _state(row: Conflict) -> str:
    if row.is_late:
        return "After submission"
    return "Waits for others" if row.why_not else "To be decided"


def _state_mark(row: Conflict) -> tuple[Mark, Colour]:
    if row.is_late or row.why_not:
        return Mark.RING, Colour.SOFT_INK
    return Mark.TRIANGLE, Colour.REQUIRES_IMPROVEMENT


def _way(row: Passed) -> tuple[Mark, Colour]:
    return (Mark.DOT, Colour.ACCENT) if row.came else (Mark.RING, Colour.SOFT_INK)


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
