"""K3 and S4 over a round: a child's name and a member's words stand in clear nowhere that nobody chose to put them.

The plan comes in as a docx, one member scores from it, one from its reading copy, one on a sheet; packs lie in a shared
folder, one member's app is killed on the way, everything comes back, the round is opened and backed up.
"""

import secrets
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import pytest
from canary_search import CANARY, TELLTALE, hits, hits_in
from killing import kill_while_open
from plan_document import write_docx
from scoring_sheet_support import all_twos, fill_in
from sealed_world import Sealed, Small, every_text, make_sealed, score_review
from service_world import means_of, passphrase_of

from audit_app.domain.canonical_json import decode
from audit_app.domain.rounds import Way
from audit_app.domain.scoring_sheet import KIND_WORDS, Column
from audit_app.exchange.folder import drop
from audit_app.exchange.pack import look
from audit_app.services.answering import Evidence, give
from audit_app.services.auditing import submit
from audit_app.services.copies.making import make, read_through
from audit_app.services.copies.proposing import propose
from audit_app.services.member.assignments import assignments
from audit_app.services.member.joining import join
from audit_app.services.member.returning import make_return
from audit_app.services.plan_documents import import_plan, plan_text
from audit_app.services.rounds.revealing import reveal_here
from audit_app.services.rounds.sending import invite
from audit_app.services.rounds.taking_files import take_files
from audit_app.services.sheets_of_round.scoring_sheet import sheet_of, sheet_out
from audit_app.services.sheets_of_round.seats import seat_asked
from audit_app.store.backup import back_up
from audit_app.store.drafts import Draft, save_draft
from audit_app.store.ids import Ids
from audit_app.store.log.rights import Op
from audit_app.store.read_audits import scores_of
from audit_app.store.read_seats import plans_of_round
from audit_app.store.workspace import Workspace
from forms.model import Cause, EvidenceKind
from scoring.copies.kinds import Decision

PLAN = (
    "# Education, Health and Care Plan",
    f"Name: {CANARY}",
    "## Section B: Special educational needs",
    f"{CANARY} hides {TELLTALE} when rooms are loud.",
)
SAID = f"{TELLTALE} of {CANARY}"
"""What members write: what only a box or an encrypted database may hold."""


@dataclass(frozen=True)
class Life:
    """The round, the folder that machines share, and the two folders that a person chose to put files into."""

    base: Path
    sealed: Sealed
    shared: Path
    incoming: Path
    sheets: Path

    @property
    def leaks(self) -> list[str]:
        """Where name or words stand in clear but for what was chosen."""
        return hits(self.base, CANARY, TELLTALE, aside=(self.incoming, self.sheets))


@pytest.fixture
def life(tmp_path: Path, home: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Life]:
    for name in ("tmp", "shared", "incoming", "sheets"):
        (tmp_path / name).mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "tmp"))
    monkeypatch.setenv("SQLITE_TMPDIR", str(tmp_path / "tmp"))
    monkeypatch.chdir(tmp_path / "tmp")
    made = make_sealed(tmp_path, plans=1)
    yield Life(tmp_path, made, tmp_path / "shared", tmp_path / "incoming", tmp_path / "sheets")
    assert hits(home, CANARY, TELLTALE) == []


def with_papers(life: Life) -> None:
    """The plan's docx and its reading copy, read through; Sue scores from the copy, Hetty on a sheet."""
    sealed = life.sealed
    with sealed.chair() as workspace:
        (plan,) = plans_of_round(workspace.conn, sealed.round_id)
        workspace.door.write("Find card", [Op("entry", plan.plan_id, "find_card", {"name": CANARY})])
        path = write_docx(life.incoming / f"{CANARY}.docx", *PLAN)
        document = import_plan(workspace, plan.plan_ref, path).document.id
        read_through(
            workspace, make(workspace, document, dict.fromkeys(doubtful(workspace, document), Decision.REPLACE))
        )
        for name, said in (("Sue Carr", {"copies": 1}), ("Hetty Rae", {"way": Way.SHEET.value})):
            seat = Ids.seat(sealed.round_id, sealed.people[name])
            row = workspace.conn.execute("SELECT new FROM op WHERE id = ? AND field = 'record'", (seat,)).fetchone()
            workspace.door.write("As was agreed", [Op("seat", seat, "record", {**decode(row[0]), **said})])


def doubtful(workspace: Workspace, document: str) -> list[str]:
    return [one.id for one in propose(workspace, document).doubtful]


def joined(life: Life, name: str) -> None:
    """The member's invitation goes through the shared folder to a machine of their own."""
    sealed = life.sealed
    with sealed.chair() as workspace:
        pack = invite(workspace, sealed.round_id, sealed.people[name])
    path = drop(life.shared, look(pack.data), pack.data)
    machine = life.base / f"machine of {name}"
    machine.mkdir()
    # really at random: a process that forks off and is killed must not draw what this one draws next
    means = replace(means_of(life.base, name), clock=sealed.clock, random=secrets.token_bytes)
    with join(machine, path.read_bytes(), " ".join(pack.code), passphrase_of(name), means) as workspace:
        sealed.small[name] = Small(workspace.folder, means, name)


def scored(life: Life, name: str) -> Workspace:
    """The plan is read and scored in words that name the child, and a note is left half typed; still open."""
    workspace = life.sealed.small[name].open()
    (assignment,) = assignments(workspace)
    (plan,) = assignment.open
    paper = workspace.conn.execute("SELECT id FROM document").fetchone()[0]
    assert (CANARY in str(plan_text(workspace, paper))) == (name == "Ed Hall")
    score_review(workspace, plan.review_id, name, 2)
    marker = first_marker(workspace, plan.review_id)
    quoted = Evidence(EvidenceKind.QUOTATION, SAID, "B")
    give(workspace, plan.review_id, marker, score=1, evidence=quoted, cause=Cause.DRAFTING, note=SAID)
    save_draft(workspace.conn, workspace.person.id, Draft(f"{plan.review_id}.{marker}", "note", "2026-11-22", SAID))
    return workspace


def first_marker(workspace: Workspace, review: str) -> str:
    return next(marker for _, marker, held in scores_of(workspace.conn, [review]) if held.answer == 2)


def on_a_sheet(life: Life) -> None:
    """The sheet goes out, is filled in where a person keeps it, and is taken in."""
    sealed, path = life.sealed, life.sheets / "sheet.xlsx"
    with sealed.chair() as workspace:
        asked = sheet_of(workspace, seat_asked(workspace, sealed.round_id, sealed.people["Hetty Rae"], Way.SHEET))
        out = sheet_out(workspace, sealed.round_id, sealed.people["Hetty Rae"])
        assert hits_in(out.data, CANARY, TELLTALE) == []
        answers = all_twos(asked)
        at = next(iter(answers))
        quoted = {Column.KIND: KIND_WORDS[EvidenceKind.QUOTATION], Column.WORDS: SAID, Column.WHERE: "B"}
        path.write_bytes(fill_in(asked, {**answers, at: {Column.ANSWER: 2, **quoted}}))
        (taken,) = take_files(workspace, [path])
        assert not taken.is_refused, taken.faults
        assert "delete it" in taken.words  # a person put it there, and only a person can remove it


def test_neither_a_childs_name_nor_a_members_words_leave_the_encrypted_places(life: Life) -> None:
    sealed = life.sealed
    with_papers(life)
    for name in ("Ed Hall", "Sue Carr"):
        joined(life, name)
    kill_while_open(partial(scored, life, "Sue Carr"))
    assert life.leaks == []
    scored(life, "Ed Hall").close()
    for name in ("Sue Carr", "Ed Hall"):
        with sealed.small[name].open() as workspace:
            (assignment,) = assignments(workspace)
            for plan in assignment.open:
                submit(workspace, plan.review_id)
            back = make_return(workspace, sealed.round_id)
        sealed.take(drop(life.shared, look(back.data), back.data).read_bytes())
    on_a_sheet(life)
    assert life.leaks == []
    with sealed.chair() as workspace:
        assert [table for table, text in every_text(workspace.conn) if TELLTALE in text] == []
        back_up(workspace)
        reveal_here(workspace, sealed.round_id, sealed.people["Kay"], passphrase_of("Kay"))
        back_up(workspace)
        assert [table for table, text in every_text(workspace.conn) if TELLTALE in text] != []
    assert life.leaks == []
    assert {Path(one.partition(": ")[0]).name for one in hits(life.incoming, TELLTALE)} == {f"{CANARY}.docx"}
    assert {Path(one.partition(": ")[0]).name for one in hits(life.sheets, TELLTALE)} == {"sheet.xlsx"}
    assert len(list(life.shared.iterdir())) == 4
