"""The declarations: every table, its words, its code lists and its rules, each stated once."""

from schemas.claims import Claims
from schemas.contracts import Contracts
from schemas.deliveries_due import CoveredMonths, DueTables, Exemptions, Receipts
from schemas.epis import Epis
from schemas.followups import Followups
from schemas.fse_spending import FseSpending
from schemas.ledger import Deliveries, DeliveryColumns, DeliveryTables, Findings, Quarantine, Runs, Standings
from schemas.operations import Operations
from schemas.organisations import Organisations
from schemas.outcomes import Outcomes
from schemas.participations import Participations
from schemas.resources import Resources
from schemas.table import Table, declared_table

_CORE = (
    Epis, Organisations, Operations, Participations, Contracts, FseSpending, Outcomes, Followups, Resources, Claims,
)  # fmt: skip
CORE_TABLES: dict[str, Table] = {table.name: table for table in map(declared_table, _CORE)}
QUALITY_TABLES: dict[str, Table] = {table.name: table for table in map(declared_table, (Findings, Quarantine))}
_LEDGER = (
    Runs, Deliveries, Standings, DeliveryTables, DeliveryColumns, Receipts, DueTables, Exemptions, CoveredMonths,
)  # fmt: skip
LEDGER_TABLES: dict[str, Table] = {table.name: table for table in map(declared_table, _LEDGER)}
TABLES: dict[str, Table] = CORE_TABLES | QUALITY_TABLES | LEDGER_TABLES
DELIVERED: dict[str, Table] = {name: table for name, table in CORE_TABLES.items() if table.is_delivered}
