"""How much a file may ask of the machine before it is refused."""

from dataclasses import dataclass

MOST_COLUMNS = 16_384
"""Those of a spreadsheet: no program writes more."""


@dataclass(frozen=True)
class Limits:
    """Ceilings in bytes, cells and lines; `max_ratio` counts only above `ratio_from_bytes` unpacked."""

    max_file_bytes: int = 100_000_000
    max_part_bytes: int = 260_000_000
    max_unpacked_bytes: int = 800_000_000
    max_ratio: int = 200
    ratio_from_bytes: int = 30_000_000
    max_parts: int = 10_000
    max_cells: int = 20_000_000
    max_quoted_lines: int = 20


USUAL = Limits()
