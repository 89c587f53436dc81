"""Passphrases: the rule for new ones, and what guessing one costs (Argon2id, in `sealing`); it keeps none."""

import unicodedata

from audit_app.domain.problems import Problem
from audit_app.sealing import KdfSettings as KdfSettings
from audit_app.sealing import stretched as stretched

SHORTEST = 8
LONGEST = 1024


def passphrase_problems(passphrase: str) -> tuple[Problem, ...]:
    """What speaks against a new passphrase, beside its field; empty when it will do."""
    composed = unicodedata.normalize("NFC", passphrase)
    if not composed.strip():
        return (Problem("The passphrase is empty. Choose one of at least 8 characters; three or four words are best."),)
    if len(composed) < SHORTEST:
        return (Problem(f"The passphrase has {len(composed)} characters. Choose at least {SHORTEST}."),)
    if len(composed) > LONGEST:
        return (Problem(f"The passphrase is longer than {LONGEST:,} characters. Choose a shorter one."),)
    if passphrase_bytes(passphrase) is None:
        return (Problem("The passphrase has characters that cannot be stored. Type it again."),)
    return ()


def passphrase_bytes(passphrase: str) -> bytes | None:
    """The bytes that are stretched, or None where no lock can have been made with this passphrase."""
    composed = unicodedata.normalize("NFC", passphrase)
    if len(composed) > LONGEST:
        return None
    try:
        return composed.encode()
    except UnicodeEncodeError:  # a lone surrogate, from a terminal that speaks another encoding
        return None
