"""Numbers with their nouns, in the one way in which the app writes them."""


def counted(number: int, one: str, many: str = "") -> str:
    """A number with its noun: `1 row`, `1,200 rows`; `many` where it is not the one with an s."""
    return f"{number:,} {one if number == 1 else many or f'{one}s'}"
