"""Where the tables are on a sheet: by the declared headings first, by structure alone when none is known."""

from transforms.layout.declared import ONE_A_LINE
from transforms.layout.raw_table import RawTable
from transforms.layout.region import Layout, Region
from transforms.layout.regions import explore, find_regions, unknown_above
from transforms.layout.tables import find_tables

__all__ = ["ONE_A_LINE", "Layout", "RawTable", "Region", "explore", "find_regions", "find_tables", "unknown_above"]
