"""Keeps words apart at line ends: reportlab drops the space there, and words would be read out as one."""

import re

# The string of a line's last piece, perhaps with a change of font behind it, before the step to the next line.
_LINE_END = re.compile(r"(?<!\\)\) Tj((?: /\S+ [\d.]+ Tf [\d.]+ TL)? T\*)")


def keep_line_ends_apart(code: list[str], start: int) -> None:
    """Put a space behind each line of text in the page's code from `start` on."""
    code[start:] = [_LINE_END.sub(r" ) Tj\1", piece) for piece in code[start:]]
