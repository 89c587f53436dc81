"""Reading a plain text that comes in: its encoding found, its size bounded; it knows nothing of plans."""

from io import BytesIO
from typing import Final

from audit_app.domain.problems import Place
from audit_app.intake.encoding import find_encoding
from audit_app.intake.faults import refusal
from audit_app.intake.limits import Limits

LIMITS: Final = Limits(file_bytes=50_000_000)
"""A text of 50 MB is some eight million words."""


def read_text(content: bytes, name: str) -> str:
    """The text of a file's bytes, line ends as they are.

    Raises AppError with a sentence where it is over the limit, no text, or in an encoding that cannot be told.
    """
    if len(content) > LIMITS.file_bytes:
        raise refusal("This text is too long to be read at once. Give a part of it.", Place(file=name))
    file = BytesIO(content)
    return content.decode(find_encoding(file, name, LIMITS)) if content else ""
