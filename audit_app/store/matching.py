"""Words that a person searches for, as patterns of SQL's LIKE."""


def like_words(text: str) -> list[str]:
    """A pattern for each word, for `LIKE ? ESCAPE '\\'`: it may stand anywhere; %, _ and \\ mean themselves."""
    return [f"%{_plain(word)}%" for word in text.split()]


def _plain(word: str) -> str:
    for mark in ("\\", "%", "_"):
        word = word.replace(mark, f"\\{mark}")
    return word
