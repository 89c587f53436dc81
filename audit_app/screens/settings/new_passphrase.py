"""The rule of a new passphrase in words, and whether one typed twice keeps it; it knows nothing of keys."""

from audit_app.store.keys.passphrase import passphrase_problems
from audit_app.ui.fields import Field, passphrase_of

RULE = "At least 8 characters; three or four words are best."
_DIFFER = "The two passphrases differ. Type the same twice."


def is_new_passphrase(first: Field, again: Field) -> bool:
    """Whether a passphrase typed twice will do; what speaks against it stands beside its field."""
    typed = passphrase_of(first)
    problems = passphrase_problems(typed)
    first.show_problems(problems)
    differs = not problems and passphrase_of(again) != typed
    again.show_problems((_DIFFER,) if differs else ())
    return not problems and not differs
