"""What is due, what came of it and when: the ground of the board of deliveries."""

import polars as pl

from schemas.table import TableModel, column, table


@table(
    title="Tableaux attendus", description="Which tables each EPI hands in, how often and by when, as the calendar says.",
    grain="one row per EPI, table and length of period", is_delivered=False,
    key=("epi_id", "table_name", "period_months", "first_period_date"),
)  # fmt: skip
class DueTables(TableModel):
    """One table of one EPI."""

    epi_id: str = column("Espace", "Identifier of the EPI.", "identifier", nullable=False)
    table_name: str = column("Tableau", "Declared table.", "identifier", nullable=False)
    first_period_date: pl.Date = column(
        "Première période", "First day of the first period due.", "date", nullable=False
    )
    period_months: int = column("Durée", "Months in a period.", "integer", unit="months", nullable=False)
    due_days: int = column(
        "Délai", "Days after the end of the period by which its rows are due.", "integer", unit="days", nullable=False
    )


@table(
    title="Dispenses", description="When a table of an EPI is not expected, or was declared to have nothing.",
    grain="one row per EPI, table, kind and first day", is_delivered=False,
    key=("epi_id", "table_name", "exemption_code", "from_date"),
)  # fmt: skip
class Exemptions(TableModel):
    """A stretch of days; those of one kind that touch are one row."""

    epi_id: str = column("Espace", "Identifier of the EPI.", "identifier", nullable=False)
    table_name: str = column("Tableau", "Declared table.", "identifier", nullable=False)
    exemption_code: str = column("Motif", "pas_attendu or neant_declare.", "identifier", nullable=False)
    from_date: pl.Date = column("Du", "First day.", "date", nullable=False)
    to_date: pl.Date = column("Au", "Last day.", "date", nullable=False)


@table(
    title="Dernières réceptions", description="What each source gave in the last night: a delivery, or why there is none.",
    grain="one row per EPI and source", is_delivered=False, key=("epi_id", "source_name"),
)  # fmt: skip
class Receipts(TableModel):
    """One source in the last night."""

    epi_id: str = column("Espace", "Identifier of the EPI.", "identifier", nullable=False)
    source_name: str = column("Source", "Name of the source in the configuration.", "identifier", nullable=False)
    filename: str = column("Fichier", "Name under which the file was received.", nullable=False)
    delivery_id: str = column(
        "Remise", "SHA-256 of the received file; empty when no file came.", "identifier", nullable=False
    )
    failure_code: str = column("Code", "Code of the rule that says why no file came.", "identifier", nullable=False)
    received_date: pl.Date = column(
        "Jour de réception",
        "Day in Paris on which this file first came; before six in the morning, the day before.",
        "date",
    )


@table(
    title="Mois remis", description="Rows accepted and set aside of each month, in what stands.",
    grain="one row per EPI, table and month", is_delivered=False, key=("epi_id", "table_name", "month_date"),
)  # fmt: skip
class CoveredMonths(TableModel):
    """One month of one table. A row set aside whose date cannot be read counts in the last month of its table."""

    epi_id: str = column("Espace", "Identifier of the EPI.", "identifier", nullable=False)
    table_name: str = column("Tableau", "Declared table.", "identifier", nullable=False)
    month_date: pl.Date = column("Mois", "First day of the month.", "month", nullable=False)
    n_rows_accepted: int = column("Lignes prises en compte", "Rows accepted.", "integer", nullable=False)
    n_rows_set_aside: int = column("Lignes mises de côté", "Rows set aside.", "integer", nullable=False)
    first_received_date: pl.Date = column(
        "Première réception", "Day on which rows of the month were first received in a file accepted.", "date"
    )
