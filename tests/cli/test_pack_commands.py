"""Packs by the command line: looked at without keys, made for whom they are meant, taken in whole or refused."""

import json
import re
import shutil
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pytest
from cli_builders import BEN, LIGHT, MARY, NINE, REGISTER_HEAD, Desk, Said

from audit_app.composition import compose
from audit_app.domain.people import Agency, Role
from audit_app.exchange.code import read_code
from audit_app.services.answering import give
from audit_app.services.member.assignments import assignments
from audit_app.services.register.importing import import_register
from audit_app.services.rounds.opening import open_round
from audit_app.services.rounds.people import add_member
from audit_app.services.rounds.wishes import MemberWish, RoundWish
from audit_app.services.samples.sampling import sample
from audit_app.store.creating import Founder, create_workspace
from audit_app.store.keyring import add
from audit_app.store.log.people_log import people
from audit_app.store.opening import open_workspace
from audit_app.store.person_ops import PersonDetails
from audit_app.store.workspace import Workspace


@dataclass
class Packs:
    """Mary's workspace with a round of two plans, Ed to score them by pack; Kay, who opens it too, is keyholder."""

    desk: Desk
    round_id: str

    @property
    def out(self) -> Path:
        """Where packs are put."""
        return self.desk.folder / "out"

    def export(self, kind: str, *words: object, at: Path | None = None) -> Said:
        """Make a pack into the folder."""
        return self.desk.run("pack", "export", at or self.desk.workspace, "--kind", kind, *words, "--out", self.out)

    def invite(self) -> tuple[Path, str]:
        """An invitation for Ed: its file, and the six words."""
        said = self.export("invite", "--round", "2026-11", "--person", "Ed Hall")
        assert said.code == 0, said.err
        return Path(said.lines[0]), said.lines[1]

    def join(self) -> Path:
        """Ed's own workspace."""
        file, words = self.invite()
        code = self.desk.file("code.txt", words.upper().replace(" ", ", "))
        said = self.desk.run("pack", "join", file, "--dir", self.desk.folder / "ed", "--code-file", code)
        assert said.code == 0, said.err
        return Path(said.lines[0])

    def keyholder(self, name: str) -> Path:
        """The workspace of a keyholder elsewhere, whose keys have come back."""
        with self.open(self.desk.workspace) as workspace:
            add_member(workspace, name, Agency.HEALTH, (Role.KEYHOLDER,))
        said = self.export("invite", "--person", name)
        assert said.code == 0, said.err
        code = self.desk.file("code.txt", said.lines[1])
        joined = self.desk.run("pack", "join", said.lines[0], "--dir", self.desk.folder / name, "--code-file", code)
        assert joined.code == 0, joined.err
        small = Path(joined.lines[0])
        taken = self.take(Path(self.export("hello", at=small).lines[0]))
        assert (taken.code, name in taken.out) == (0, True), taken.err
        return small

    def take(self, *files: Path, at: Path | None = None, options: tuple[str, ...] = ()) -> Said:
        """Take packs in."""
        return self.desk.run("pack", "import", at or self.desk.workspace, *files, *options)

    @contextmanager
    def open(self, at: Path) -> Iterator[Workspace]:
        """A workspace, by its services."""
        with closing(open_workspace(at, MARY, self.desk.compose().means)) as workspace:
            yield workspace

    def answer_one(self, at: Path) -> None:
        """Ed answers one marker."""
        with self.open(at) as workspace:
            review = assignments(workspace)[0].plans[0].review_id
            give(workspace, review, "B1", score=2)


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """The folder of a workspace with an open round, and the round; every test works on a copy."""
    folder = tmp_path_factory.mktemp("packs")
    means = replace(compose(data=folder / "data", kdf=LIGHT).means, clock=lambda: NINE)
    workspace, _ = create_workspace(folder / "Ashford.ehcpaudit", Founder("Ashford", "Mary", MARY), means)
    with closing(workspace):
        kay = add(workspace, PersonDetails("Kay", Agency.COORDINATOR, frozenset({Role.KEYHOLDER}), ()), BEN)
        plans = [f"P-{number:03},2012-01-05,ASD,2023-05-01,East," for number in range(1, 7)]
        register = folder / "register.csv"
        register.write_text("\n".join([REGISTER_HEAD, *plans, ""]), encoding="utf-8")
        import_register(workspace, register)
        drawn = sample(workspace, cycle="multi-agency", size=2, seed="a", on=date(2026, 11, 22))
        joining = {"Ed Hall": Agency.EDUCATION, "Hetty Rae": Agency.HEALTH}
        members = tuple(MemberWish(add_member(workspace, name, agency)) for name, agency in joining.items())
        chair = workspace.person.id
        wish = RoundWish("2026-11", drawn.draw_id, date(2026, 12, 18), members, (chair,), (kay,))
        return folder, open_round(workspace, wish)


@pytest.fixture
def packs(desk: Desk, base: tuple[Path, str]) -> Packs:
    """A copy of the workspace with the round."""
    shutil.copytree(base[0], desk.folder, dirs_exist_ok=True)
    return Packs(desk, base[1])


def test_an_invitation_is_looked_at_without_keys_and_says_what_it_is(packs: Packs) -> None:
    file, words = packs.invite()
    said = packs.desk.run("pack", "inspect", file)
    assert said.code == 0
    assert said.lines[0] == "What:       invite, an invitation"
    assert said.lines[1].startswith("From:       Mary (")
    assert said.lines[2] == "For:        whoever knows its six words"
    assert "Made on:    22/11/2026, number 1" in said.lines
    assert "Ed Hall" not in said.out
    assert "P-0" not in said.out
    found = packs.desk.run("pack", "inspect", file, "--json").json
    assert (found["kind"], found["round"], found["recipients"]) == ("invite", packs.round_id, [])
    assert found["has_code"] is True
    assert not set(read_code(words)) <= set(re.findall(r"[a-z]+", json.dumps(found)))


def test_what_is_no_whole_pack_is_refused_by_name_of_the_fault(packs: Packs) -> None:
    file, _ = packs.invite()
    data = file.read_bytes()
    cases = (
        (data[:-9], "This pack is cut short"),
        (data[:-9] + bytes(9), "This pack was altered or damaged on its way"),
        (b"PK\x03\x04", "This file is not a pack."),
        (b"", "broken.ehcppack is empty."),
    )
    broken = packs.desk.folder / "broken.ehcppack"
    for content, words in cases:
        broken.write_bytes(content)
        said = packs.desk.run("pack", "inspect", broken)
        assert (said.code, said.out) == (1, "")
        assert said.faults[0].startswith(words)
    assert packs.desk.run("pack", "inspect", packs.desk.folder / "none.ehcppack").code == 1


def test_the_six_words_are_printed_once_with_how_to_tell_them(packs: Packs) -> None:
    file, words = packs.invite()
    assert len(read_code(words)) == 6
    assert file.parent == packs.out
    assert "Ed" not in file.name
    target = packs.desk.folder / "for-ed.ehcppack"
    asked = ("--kind", "invite", "--round", packs.round_id, "--person", "Ed Hall", "--out", target)
    said = packs.desk.run("pack", "export", packs.desk.workspace, *asked, "--json")
    assert said.json["file"] == str(target)
    assert said.json["code"] != words.split()
    assert said.faults == [
        "Tell these words by phone or in person, not in the message with the pack. They are kept nowhere."
    ]
    before = target.read_bytes()
    said = packs.desk.run("pack", "export", packs.desk.workspace, *asked)
    assert (said.code, target.read_bytes()) == (1, before)
    assert "exists already" in said.faults[0]


def test_a_member_joins_sends_back_and_is_taken_in_once(packs: Packs) -> None:
    small = packs.join()
    packs.answer_one(small)
    said = packs.export("return", at=small)
    assert said.code == 0, said.err
    back = Path(said.lines[0])
    first = packs.take(back)
    assert first.code == 0, first.err
    assert "Ed Hall" in first.out
    again = packs.take(back, options=("--json",))
    assert again.code == 0
    assert [(one["kind"], one["new"]) for one in again.json["taken"]] == [("return", False)]
    assert packs.export("return", "--again", at=small).lines == [str(back)]


def test_one_refused_pack_is_told_and_the_others_are_taken_in(packs: Packs) -> None:
    small = packs.join()
    (invite,) = packs.out.iterdir()
    packs.answer_one(small)
    back = Path(packs.export("return", at=small).lines[0])
    broken = packs.desk.folder / "broken.ehcppack"
    broken.write_bytes(back.read_bytes()[:-1])
    said = packs.take(broken, invite, back, options=("--json",))
    assert said.code == 1
    assert [one["kind"] for one in said.json["taken"]] == ["return"]
    assert [one["file"] for one in said.json["refused"]] == ["broken.ehcppack", invite.name]
    assert [fault.split(":")[0] for fault in said.faults] == ["broken.ehcppack", invite.name]


def test_later_packs_need_no_words_and_go_into_the_members_workspace(packs: Packs) -> None:
    small = packs.join()
    packs.answer_one(small)
    packs.take(Path(packs.export("return", at=small).lines[0]))
    said = packs.export("assign", "--round", "2026-11", "--person", "Ed Hall")
    assert (said.code, len(said.lines)) == (0, 1), said.err
    taken = packs.take(Path(said.lines[0]), at=small, options=("--json",))
    assert taken.code == 0, taken.err
    assert [(one["kind"], one["new"]) for one in taken.json["taken"]] == [("assign", True)]
    wrong = packs.take(Path(said.lines[0]))
    assert wrong.code == 1
    assert "for a member" in wrong.faults[0]


def test_the_words_are_asked_for_at_a_terminal_and_wrong_ones_make_nothing(packs: Packs) -> None:
    file, words = packs.invite()
    folder = packs.desk.folder / "ed"
    asked = ("pack", "join", file, "--dir", folder)
    said = packs.desk.run(*asked)
    assert (said.code, said.faults[0].startswith("There are no six words")) == (2, True)
    said, questions = packs.desk.typing(" ".join(reversed(words.split())), words=asked)
    assert questions == ["The six words that you were told: "]
    assert said.code == 1
    assert said.faults[0].startswith("These six words do not open this pack.")
    assert list(folder.glob("*")) == []
    said, _ = packs.desk.typing(words, words=asked)
    assert said.code == 0
    assert Path(said.lines[0]).is_dir()


def test_a_keyholder_elsewhere_is_invited_without_a_round_and_says_hello(packs: Packs) -> None:
    kofi = packs.keyholder("Kofi Lane")
    again = packs.take(Path(packs.export("hello", at=kofi).lines[0]), options=("--json",))
    assert [(one["kind"], one["new"]) for one in again.json["taken"]] == [("hello", False)]


def test_packs_that_wait_for_one_another_are_named_in_any_order(packs: Packs) -> None:
    kofi = packs.keyholder("Kofi Lane")
    with packs.open(packs.desk.workspace) as workspace:
        held = {person.name: id_ for id_, person in people(workspace.conn).items()}
        drawn = sample(workspace, cycle="multi-agency", size=2, seed="b", on=date(2026, 11, 23))
        members = (MemberWish(held["Ed Hall"]), MemberWish(held["Hetty Rae"]))
        wish = RoundWish("2027-01", drawn.draw_id, date(2027, 1, 18), members, (held["Mary"],), (held["Kofi Lane"],))
        open_round(workspace, wish)
    to = ("--round", "2027-01", "--person", "Kofi Lane")
    half, asks = (Path(packs.export(kind, *to).lines[0]) for kind in ("custody", "ask"))
    assert packs.take(asks, at=kofi).code == 1
    said = packs.take(asks, half, at=kofi, options=("--json",))
    assert said.code == 0, said.err
    assert [one["kind"] for one in said.json["taken"]] == ["custody", "ask"]
    too_early = packs.export("release", at=kofi)
    assert (too_early.code, too_early.out) == (1, "")
    assert too_early.faults[0].startswith("The round 2027-01 may not be opened yet.")


def test_changes_go_to_another_copy_and_come_once(packs: Packs) -> None:
    desk = packs.desk
    copy = desk.folder / "office" / "Ashford.ehcpaudit"
    shutil.copytree(desk.workspace, copy)
    said = desk.run("import", "register", desk.workspace, desk.register(count=8))
    assert said.code == 0, said.err
    made = packs.export("changes", "--everything")
    assert made.code == 0, made.err
    assert made.faults[-1].endswith("in 1 pack.")
    files = [Path(line) for line in made.lines]
    taken = packs.take(*files, at=copy, options=("--json",))
    assert taken.code == 0, taken.err
    assert [(one["kind"], one["new"]) for one in taken.json["taken"]] == [("changes", True)]
    again = packs.take(*files, at=copy)
    assert (again.code, again.lines) == (0, ["From Mary: Nothing new: you have all of it already."])
    found = desk.run("pack", "inspect", files[0], "--json").json
    assert found["ranges"]
    assert packs.export("changes").lines == []  # nothing since


def test_what_cannot_be_made_is_said_with_the_reason(packs: Packs) -> None:
    cases = (
        (
            ("invite", "--round", "2026-12", "--person", "Ed Hall"),
            "There is no round called 2026-12. There are: 2026-11",
        ),
        (("invite", "--round", "2026-11", "--person", "Zoe"), "There is no member of this round called Zoe."),
        (("assign", "--round", "2026-11", "--person", "Ed Hall"), "The keys of Ed Hall are not known yet."),
        (("custody", "--round", "2026-11", "--person", "Kay"), "Kay can open this workspace"),
        (("return",), "There is no round to score here."),
        (("release",), "There is no round with a half kept here."),
    )
    for words, reason in cases:
        said = packs.export(words[0], *words[1:])
        assert (said.code, said.out) == (1, "")
        assert said.faults[0].startswith(reason), said.faults


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (("--kind", "invite"), "A pack of the kind invite is for one person."),
        (("--kind", "assign", "--person", "Ed"), "A pack of the kind assign belongs to a round."),
        (("--kind", "changes", "--again"), "--again goes with --kind return only."),
        (("--kind", "return", "--reason", "x"), "--reason goes with --kind assign only."),
    ],
)
def test_options_that_do_not_go_together_are_wrong_use(desk: Desk, words: tuple[str, ...], reason: str) -> None:
    said = desk.run("pack", "export", desk.workspace, *words, "--out", desk.folder)
    assert said.code == 2
    assert said.faults[0].startswith(reason)


def test_changes_need_a_folder(packs: Packs) -> None:
    asked = ("--kind", "changes", "--out", packs.desk.folder / "all.ehcppack")
    said = packs.desk.run("pack", "export", packs.desk.workspace, *asked)
    assert (said.code, said.faults[0].startswith("Changes may need several packs.")) == (2, True)
