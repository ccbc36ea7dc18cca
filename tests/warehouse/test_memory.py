"""What a publication holds in memory: no more than its setting, for what does not fit is spilled."""

from pathlib import Path

from benchmarks.stored import store_of
from warehouse.publish import Terms, publish

ROWS = 300_000
MEMORY_MB = 200


def test_a_network_larger_than_the_memory_of_the_build_is_published(tmp_path: Path) -> None:
    manifest = store_of(tmp_path / "store", ROWS)
    told = publish(tmp_path, manifest, Terms(memory_mb=MEMORY_MB)).answers
    assert told["n_contracts"] == ROWS
