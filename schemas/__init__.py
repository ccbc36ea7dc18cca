"""The declarations: every table, its words, its code lists and its rules, each stated once."""

from schemas.contracts import Contracts
from schemas.epis import Epis
from schemas.fse_spending import FseSpending
from schemas.ledger import Deliveries, DeliveryColumns, DeliveryTables, Findings, Quarantine, Runs
from schemas.operations import Operations
from schemas.outcomes import Outcomes
from schemas.table import Table, declared_table

CORE_TABLES: dict[str, Table] = {
    table.name: table for table in map(declared_table, (Epis, Operations, Contracts, FseSpending, Outcomes))
}
QUALITY_TABLES: dict[str, Table] = {table.name: table for table in map(declared_table, (Findings, Quarantine))}
LEDGER_TABLES: dict[str, Table] = {
    table.name: table for table in map(declared_table, (Runs, Deliveries, DeliveryTables, DeliveryColumns))
}
TABLES: dict[str, Table] = CORE_TABLES | QUALITY_TABLES | LEDGER_TABLES
DELIVERED: dict[str, Table] = {name: table for name, table in CORE_TABLES.items() if table.is_delivered}
