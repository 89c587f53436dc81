"""The 2,048 words of the codes that are told by phone, one a line; it does not know what a code opens.

Plain English of 4 to 8 letters, of our own choosing: no two differ by one slip of a letter or sound alike, and none
hurts. The list never changes, as a word's place in it is what it means.
"""

from importlib.resources import files


def code_words() -> tuple[str, ...]:
    """The words in alphabetical order: eleven bits each."""
    return tuple((files(__name__) / "words.txt").read_text(encoding="utf-8").split())
