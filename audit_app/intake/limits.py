"""How large a file that comes in may be, so that none can exhaust time or memory."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds on one file; sizes in bytes where the name says so, else in what the name counts, or in characters."""

    file_bytes: int = 200_000_000
    columns: int = 1_000
    rows: int = 1_000_000
    lines: int = 2_000_000  # with the blank ones, which cost time too
    cells: int = 8_000_000  # of a worksheet, with the blank ones
    cell: int = 1_000_000
    record: int = 16_000_000
    entries: int = 2_000
    inflated_bytes: int = 300_000_000
    strings_bytes: int = 100_000_000
    part_bytes: int = 32_000_000
    ratio: int = 200


DEFAULT_LIMITS = Limits()
