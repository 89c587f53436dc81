"""Packs: eight plans with their documents for five members, against plain authenticated encryption of the same bytes.

Exporting is making the pack and writing it whole and synced; importing is reading it and opening it, with signature,
digest and every file. The floor encrypts and decrypts the same bytes by the same cipher, between the same two files.
"""

import secrets
import tempfile
from functools import partial
from pathlib import Path

from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from audit_app.exchange.body import Body, laid_together
from audit_app.exchange.header import Draft, Kind, Sender
from audit_app.exchange.layout import LARGEST_PACK
from audit_app.exchange.pack import Address, make, open_pack
from audit_app.files import read_bounded, write_whole
from audit_app.store.keys.crypto import PersonKeys
from benchmarks._measure import compare, show
from resources.frameworks import framework_text
from resources.words import code_words

PLANS, MEMBERS, RUNS = 8, 5, 61
DOCX, PDF, WORDS = 60_000, 300_000, 4_000
GOAL = 3.0
NONCE = bytes(12)


def eight_plans() -> Body:
    """An assignment: the framework, what is asked of each plan, a docx and a PDF of it, and the docx as text."""
    files, vocabulary = {}, code_words()
    for at in range(PLANS):
        files[f"plan-{at}.docx"] = b"PK\x03\x04" + secrets.token_bytes(DOCX)
        files[f"plan-{at}.pdf"] = b"%PDF-1.7" + secrets.token_bytes(PDF)
        files[f"plan-{at}.txt"] = " ".join(secrets.choice(vocabulary) for _ in range(WORDS)).encode()
    plans = [{"plan_ref": f"P-{at}", "markers": [f"A{marker}" for marker in range(42)]} for at in range(PLANS)]
    return Body({"framework": framework_text("core-42"), "plans": plans}, files)


class Between:
    """The sender, the members, and the way between them: a folder, or nothing but memory."""

    def __init__(self, body: Body, folder: Path | None) -> None:
        self.body, self.plain, self.folder = body, laid_together(body)[0], folder
        self.chair, *self.members = (PersonKeys.generate(secrets.token_bytes) for _ in range(MEMBERS + 1))
        sender = Sender("chair", "Chair", self.chair.opening_public, self.chair.signing_public)
        self.draft = Draft("a" * 32, "b" * 32, Kind.ASSIGN, 1, sender, "2026-11-22")
        self.to = [Address(f"m{at}", keys.opening_public) for at, keys in enumerate(self.members)]
        self.cipher = ChaCha20Poly1305(secrets.token_bytes(32))

    def carried(self, data: bytes, name: str) -> bytes:
        """The bytes as they arrive."""
        if self.folder is None:
            return data
        write_whole(self.folder / name, data)
        return read_bounded(self.folder / name, LARGEST_PACK)

    def ours(self, readers: int = 1) -> None:
        """One pack made for all, opened by so many of them."""
        data = self.carried(make(self.draft, self.body, self.to, self.chair.sign, secrets.token_bytes), "ours")
        for at in range(readers):
            assert open_pack(data, f"m{at}", self.members[at]).body.value is not None

    def floor(self, readers: int = 1) -> None:
        """The same bytes encrypted once and decrypted as often."""
        data = self.carried(self.cipher.encrypt(NONCE, self.plain, None), "floor")
        for _ in range(readers):
            assert self.cipher.decrypt(NONCE, data, None)


def main() -> None:
    """Measure through files, as a person exports and imports, and in memory alone."""
    body = eight_plans()
    with tempfile.TemporaryDirectory() as folder:
        through, within = Between(body, Path(folder)), Between(body, None)
        size = len(through.plain) / 1e6
        show(
            compare(f"a pack of {size:.1f} MB to a file and back", through.ours, through.floor, runs=RUNS, goal=GOAL),
            compare("the same in memory", within.ours, within.floor, runs=RUNS, goal=GOAL),
            compare(
                "in memory, opened by all five members",
                partial(within.ours, MEMBERS),
                partial(within.floor, MEMBERS),
                runs=RUNS,
                goal=None,
            ),
        )


if __name__ == "__main__":
    main()
