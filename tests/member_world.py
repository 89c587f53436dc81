"""A chair and two small workspaces for tests: packs as a chair's app makes them, without the chair's workspace."""

import secrets
from base64 import b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

from qt_support import LIGHT, light_means

from audit_app.exchange.body import Body
from audit_app.exchange.header import Draft, Kind, Sender
from audit_app.exchange.pack import Address, CodeLock, Opened, make, open_pack
from audit_app.sealing import opening_public
from audit_app.services.auditing import submit
from audit_app.services.member.joining import join
from audit_app.store.keys.boxes import About, Box, box_from, open_box, statement
from audit_app.store.keys.crypto import PersonKeys
from audit_app.store.keys.round_keys import KEYHOLDERS, RoundSeal, half_of, new_round, open_round_key
from audit_app.store.log.rights import Op
from audit_app.store.workspace import Workspace
from forms.model import Cause, EvidenceKind, framework_toml, read_framework
from resources.frameworks import resolve
from scoring.plan.text import Block, BlockKind, PlanText, to_json

WORDS = "lantern otter meadow"
MARKERS = ("W4", "W5", "B1", "F3", "E1")
PLANS = ("EHC-0001", "EHC-0002", "EHC-0003")
PARTNERSHIP, ROUND = "a" * 32, "b" * 32
MEMBER, HOLDER, CHAIR = "c" * 32, "d" * 32, "e" * 32
DUE = "2026-12-04"

Json = Any


def code() -> tuple[str, ...]:
    """Six words of the list of codes."""
    from resources.words import code_words

    return code_words()[:6]


def id_for(*parts: str) -> str:
    """An id for a thing of the partnership's workspace."""
    return sha256(" ".join(parts).encode()).hexdigest()[:32]


def framework_text(key: str = "core-42/1") -> str:
    """A shipped framework as a workspace keeps it."""
    text = resolve(key)
    assert text is not None
    return framework_toml(read_framework(text, resolve))


def plan_words(ref: str) -> str:
    """The text of a plan of one paragraph, as JSON."""
    block = Block("b1", BlockKind.PARAGRAPH, f"{ref} has difficulty with working memory.")
    return to_json(PlanText("docx", (block,)))


@dataclass
class ChairWorld:
    """The chair of one round: their keys, the round's, and the packs that they send."""

    keys: PersonKeys = field(default_factory=lambda: PersonKeys.generate(secrets.token_bytes))
    proof: str = field(default_factory=lambda: secrets.token_hex(32))
    round_id: str = ROUND
    name: str = "2026-11"
    due: str = DUE
    private: bytes = field(default_factory=lambda: secrets.token_bytes(32))

    @property
    def public(self) -> str:
        return opening_public(self.private).hex()

    @property
    def chairs(self) -> list[Json]:
        return [
            {
                "person": CHAIR,
                "name": "Mary Quill",
                "box_key": self.keys.opening_public.hex(),
                "sign_key": self.keys.signing_public.hex(),
            }
        ]

    def plan(self, ref: str, *, na: Mapping[str, str] | None = None, documents: bool = True) -> Json:
        audit = id_for("audit", self.round_id, ref)
        return {
            "plan_id": id_for("plan", ref),
            "plan_ref": ref,
            "audit": audit,
            "review": id_for("review", audit),
            "date": "2026-11-16",
            "markers": list(MARKERS),
            "na": dict(na or {}),
            "documents": [
                {
                    "id": id_for("document", ref),
                    "name": "plan.docx",
                    "media_type": "docx",
                    "role": "plan",
                    "agency": None,
                    "service": None,
                    "file": f"{ref}.docx",
                    "text": f"{ref}.json",
                }
            ]
            if documents
            else [],
        }

    def assignment(self, number: int = 1, *, refs: Sequence[str] = PLANS, handed_back: str = "", **more: Json) -> Body:
        value = {
            "round": self.round_id,
            "name": self.name,
            "organisation": "Larkmere Partnership",
            "workspace": PARTNERSHIP,
            "person": {"id": MEMBER, "name": "Hanna Brook", "agency": "health"},
            "framework": {"key": "core-42/1", "text": framework_text()},
            "due": self.due,
            "sealed": True,
            "public": self.public,
            "chairs": self.chairs,
            "number": number,
            "proof": self.proof,
            "handed_back": {"reason": handed_back} if handed_back else None,
            "plans": [self.plan(ref, na={"E1": "No outcomes yet."} if ref == PLANS[2] else None) for ref in refs],
        }
        files = {f"{ref}.docx": b"PK docx " + ref.encode() for ref in refs}
        files |= {f"{ref}.json": plan_words(ref).encode() for ref in refs}
        return Body({**value, **more}, files)

    def invitation(self, body: Body | None = None, kind: Kind = Kind.INVITE) -> bytes:
        made = body or self.assignment()
        return self._made(kind, made, CodeLock(code(), LIGHT), made.value.get("number", 1))

    def keyholder_invitation(self) -> bytes:
        value = {
            "for": "custody",
            "organisation": "Larkmere Partnership",
            "workspace": PARTNERSHIP,
            "person": {"id": HOLDER, "name": "Kofi Lane", "agency": "coordinator"},
            "chairs": self.chairs,
            "proof": self.proof,
        }
        return self._made(Kind.INVITE, Body(value), CodeLock(code(), LIGHT), 1, round_id="")

    def to(self, workspace: Workspace, kind: Kind, body: Body, number: int, **more: Json) -> bytes:
        """A pack to the unlocked person of a small workspace."""
        address = Address(workspace.person.id, workspace.unlocked.keys.opening_public)
        return self._made(kind, body, [address], number, **more)

    def _made(
        self,
        kind: Kind,
        body: Body,
        to: Sequence[Address] | CodeLock,
        number: int,
        *,
        round_id: str | None = None,
        keys: PersonKeys | None = None,
        partnership: str = PARTNERSHIP,
    ) -> bytes:
        signer = keys or self.keys
        sender = Sender(CHAIR, "Mary Quill", signer.opening_public, signer.signing_public)
        about = self.round_id if round_id is None else round_id
        draft = Draft(partnership, about, kind, number, sender, "2026-11-22")
        return make(draft, body, to, signer.sign, secrets.token_bytes)

    def opened(self, data: bytes) -> Opened:
        """A pack that came back."""
        return open_pack(data, CHAIR, self.keys)

    def answers(self, box: Json) -> tuple[Op, ...]:
        """What lies in a box that came back."""
        about = About(self.round_id, box["review"], MEMBER, box["number"])
        return open_box(box_from(box["box"], box["key"]), about, self.private, PARTNERSHIP)


def member(base: Path, chair: ChairWorld, data: bytes | None = None) -> Workspace:
    """The small workspace of Hanna of health, open."""
    return join(base, data or chair.invitation(), " ".join(code()), WORDS, light_means(base))


def keyholder(base: Path, chair: ChairWorld) -> Workspace:
    """The small workspace of Kofi, who keeps halves, open."""
    return join(base, chair.keyholder_invitation(), " ".join(code()), WORDS, light_means(base))


def score_all(workspace: Workspace, ref: str, chair: ChairWorld, scores: Sequence[int] = (2, 2, 2, 2, 2)) -> str:
    """Score every asked marker of a plan and submit it; returns the review."""
    from audit_app.services.auditing import Evidence, give

    review = id_for("review", id_for("audit", chair.round_id, ref))
    for marker, score in zip(MARKERS, scores, strict=True):
        quoted = Evidence(EvidenceKind.QUOTATION, f"words of {marker}", "B")
        low = score in (0, 1)
        give(workspace, review, marker, score=score, evidence=quoted, cause=Cause.DRAFTING if low else None)
    submit(workspace, review)
    return review


def result_of(chair: ChairWorld, scores: Mapping[str, Sequence[Json]], number: int = 1, void: str = "") -> Body:
    """What the group agreed, by plan reference, in the order of MARKERS."""
    plans = [
        {
            "audit": id_for("audit", chair.round_id, ref),
            "plan_ref": ref,
            "scores": [
                {"marker": marker, "score": score, "how": "talked", "code": "evidence_misread", "words": "Section F."}
                for marker, score in zip(MARKERS, each, strict=True)
            ],
        }
        for ref, each in scores.items()
    ]
    more = {"void": void} if void else {"plans": plans, "closed_on": "2026-12-10", "name": chair.name}
    return Body({"round": chair.round_id, "number": number, **more})


def files_in(folder: Path) -> dict[str, bytes]:
    """Every file of a folder by its name, to compare; the lock of the open workspace aside."""
    return {str(one.relative_to(folder)): one.read_bytes() for one in sorted(folder.rglob("*")) if one.is_file()}


@dataclass(frozen=True)
class Sealed:
    """A round sealed to a chair and a keyholder, with signed boxes of one member."""

    seal: RoundSeal
    member: PersonKeys

    @classmethod
    def of(cls, chair: ChairWorld, holder: PersonKeys) -> "Sealed":
        seal = new_round(
            ROUND, {CHAIR: chair.keys.opening_public}, {HOLDER: holder.opening_public}, PARTNERSHIP, secrets.token_bytes
        )
        return cls(seal, PersonKeys.generate(secrets.token_bytes))

    @property
    def half(self) -> str:
        return next(b64encode(one.wrapped).decode() for one in self.seal.halves if one.which == KEYHOLDERS)

    def custody(self, chair: ChairWorld, number: int = 1, **more: Json) -> Body:
        value = {
            "round": ROUND,
            "name": chair.name,
            "organisation": "Larkmere Partnership",
            "workspace": PARTNERSHIP,
            "due": chair.due,
            "half": self.half,
            "number": number,
            "chairs": chair.chairs,
        }
        return Body({**value, **more})

    def seat(self, *refs: str, audits: Sequence[str] = PLANS[:1], **more: Json) -> Json:
        """The member's seat with signed boxes for these plans."""
        value = {
            "person": MEMBER,
            "name": "Hanna Brook",
            "agency": "health",
            "way": "app",
            "audits": [id_for("audit", ROUND, ref) for ref in audits],
            "standing": "",
            "standing_reason": "",
            "answered": 5,
            "asked": 5,
            "sign_key": self.member.signing_public.hex(),
            "boxes": [self._box(ref) for ref in refs],
        }
        return {**value, **more}

    def _box(self, ref: str) -> Json:
        audit = id_for("audit", ROUND, ref)
        about = About(ROUND, id_for("review", audit), MEMBER, 1)
        box = Box(b"sealed " + ref.encode(), b"key")
        return {
            "review": about.review,
            "audit": audit,
            "number": 1,
            "source": "app",
            "answered": 5,
            "asked": 5,
            "box_digest": sha256(box.box).hexdigest(),
            "key_digest": sha256(box.key).hexdigest(),
            "signature": b64encode(self.member.sign(statement(about, 5, 5, box))).decode(),
        }

    def opens(self, chair: ChairWorld, b: bytes) -> bool:
        """Whether the chair's half and this one open the round."""
        a = half_of(self.seal, CHAIR, chair.keys)
        return bool(open_round_key(self.seal, a, b, ROUND))


def ask_of(chair: ChairWorld, seats: Sequence[Json], number: int = 1, **more: Json) -> Body:
    """The chair asks for a half."""
    value = {"round": ROUND, "name": chair.name, "due": chair.due, "number": number, "seats": list(seats)}
    return Body({**value, **more})
