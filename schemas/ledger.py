"""Our own bookkeeping: what was received, what was judged, what was found."""

import polars as pl

from schemas.provenance import ProvenanceModel
from schemas.table import Eur, EurSum, TableModel, UtcTimestamp, column, table


@table(
    title="Nuits publiées", description="The nights that published this warehouse or an earlier one.",
    grain="one row per published night", key=("run_id",), is_delivered=False,
)  # fmt: skip
class Runs(TableModel):
    """One published night."""

    run_id: str = column("Nuit", "Identifier of the run, sortable by time.", "identifier", nullable=False)
    started_at: UtcTimestamp = column("Début", "Start of the run, UTC.", "timestamp", nullable=False)
    as_of_date: pl.Date = column("Arrêté au", "Day that statuses and answers tell of.", "date", nullable=False)
    rules_version: str = column(
        "Version des règles", "Version of the declarations that judged.", "identifier", nullable=False
    )
    configuration_id: str = column("Configuration", "SHA-256 of the configuration.", "identifier", nullable=False)
    n_deliveries: int = column("Remises", "Deliveries in force.", "integer", nullable=False)
    n_rows_accepted: int = column(
        "Lignes prises en compte", "Rows accepted, over all tables.", "integer", nullable=False
    )
    n_rows_set_aside: int = column(
        "Lignes mises de côté", "Rows set aside, over all tables.", "integer", nullable=False
    )
    set_aside_eur: EurSum = column(
        "Montant mis de côté", "Euros on rows set aside.", "eur_sum", unit="€", nullable=False
    )
    let_through: str = column(
        "Écarts acceptés",
        "Changes outside the bands that were let through on request; empty otherwise.",
        nullable=False,
    )


@table(
    title="Remises", description="Every delivery pulled: what came, from where, and what was decided.",
    grain="one row per EPI, source and delivery", key=("epi_id", "source_name", "delivery_id"), is_delivered=False,
)  # fmt: skip
class Deliveries(TableModel):
    """One file of one EPI, judged; a failure to pull has a delivery_id of its own code."""

    epi_id: str = column("Espace", "Identifier of the EPI.", "identifier", nullable=False)
    source_name: str = column("Source", "Name of the source in the configuration.", "identifier", nullable=False)
    delivery_id: str = column("Remise", "SHA-256 of the received file.", "identifier", nullable=False)
    filename: str = column(
        "Fichier", "Name under which the file was received, that of a person as its token.", nullable=False
    )
    origin: str = column("Origine", "Path or address the file was pulled from, without credentials.", nullable=False)
    received_at: UtcTimestamp = column(
        "Reçu le", "When this content was first received, UTC.", "timestamp", nullable=False
    )
    state: str = column("État", "accepted, accepted_with_reservations or refused.", "identifier", nullable=False)
    is_in_force: bool = column("En vigueur", "Whether its rows are in this warehouse.", "boolean", nullable=False)
    is_last_received: bool = column(
        "Dernière reçue", "Whether nothing newer came from the source.", "boolean", nullable=False
    )
    rules_version: str = column(
        "Version des règles", "Version of the declarations that judged.", "identifier", nullable=False
    )
    mapping_version: str = column(
        "Version des intitulés", "Version of the EPI's heading mapping.", "identifier", nullable=False
    )
    n_rows_read: int = column("Lignes lues", "Rows read, blank ones included.", "integer", nullable=False)
    n_rows_accepted: int = column("Lignes prises en compte", "Rows accepted.", "integer", nullable=False)
    n_rows_set_aside: int = column("Lignes mises de côté", "Rows set aside.", "integer", nullable=False)
    n_rows_ignored: int = column(
        "Lignes ignorées", "Rows ignored: titles, headings, totals, notes, blanks.", "integer", nullable=False
    )
    set_aside_eur: EurSum = column(
        "Montant mis de côté", "Euros on rows set aside.", "eur_sum", unit="€", nullable=False
    )


@table(
    title="Remises en vigueur", description="From when to when each delivery stood for a table of its EPI.",
    grain="one row per EPI, source, table, delivery and period", is_delivered=False,
    key=("epi_id", "source_name", "table_name", "delivery_id", "known_from"),
)  # fmt: skip
class Standings(TableModel):
    """One period, from the night that first published the delivery to the one that no longer did."""

    epi_id: str = column("Espace", "Identifier of the EPI.", "identifier", nullable=False)
    source_name: str = column("Source", "Name of the source in the configuration.", "identifier", nullable=False)
    table_name: str = column("Tableau", "Declared table.", "identifier", nullable=False)
    delivery_id: str = column("Remise", "SHA-256 of the received file.", "identifier", nullable=False)
    known_from: UtcTimestamp = column(
        "Connu depuis", "Start of the night that first published it, UTC.", "timestamp", nullable=False
    )
    known_to: UtcTimestamp = column(
        "Connu jusqu'à", "Start of the night that no longer did, UTC; null while it stands.", "timestamp"
    )


@table(
    title="Tableaux des remises", description="Each table found in a delivery, and where it stands.",
    grain="one row per delivery, table, sheet and first row", is_delivered=False,
    key=("epi_id", "delivery_id", "table_name", "sheet", "header_row"),
)  # fmt: skip
class DeliveryTables(TableModel):
    """One table found in one delivery."""

    epi_id: str = column("Espace", "Identifier of the EPI.", "identifier", nullable=False)
    delivery_id: str = column("Remise", "SHA-256 of the received file.", "identifier", nullable=False)
    table_name: str = column("Tableau", "Declared table.", "identifier", nullable=False)
    sheet: str = column("Feuille", "Sheet, as the rows give it.", nullable=False)
    header_row: int = column("Ligne d'en-tête", "Row of the headings.", "integer", nullable=False)
    last_row: int = column("Dernière ligne", "Last row of the table.", "integer", nullable=False)
    n_rows_accepted: int = column("Lignes prises en compte", "Rows accepted.", "integer", nullable=False)
    n_rows_set_aside: int = column("Lignes mises de côté", "Rows set aside.", "integer", nullable=False)


@table(
    title="Colonnes des remises", description="Which column of the file each declared column was read from.",
    grain="one row per delivery, table, sheet and column", is_delivered=False,
    key=("epi_id", "delivery_id", "table_name", "sheet", "header_row", "column_letter"),
)  # fmt: skip
class DeliveryColumns(TableModel):
    """With sheet and row_number of a row, column_letter gives the cell of any value."""

    epi_id: str = column("Espace", "Identifier of the EPI.", "identifier", nullable=False)
    delivery_id: str = column("Remise", "SHA-256 of the received file.", "identifier", nullable=False)
    table_name: str = column("Tableau", "Declared table.", "identifier", nullable=False)
    sheet: str = column("Feuille", "Sheet, as the rows give it.", nullable=False)
    header_row: int = column("Ligne d'en-tête", "Row of the headings.", "integer", nullable=False)
    column_letter: str = column("Colonne", "Letter of the column in the sheet.", "identifier", nullable=False)
    heading: str = column("En-tête", "Heading as read, the name of a person as its token.", nullable=False)
    column_name: str = column("Information", "Declared column; empty when the heading is not read.", "identifier")
    matched: str = column(
        "Reconnaissance",
        "How: exact, folded, confirmed, near, ignored, unknown, twice.",
        "identifier",
        nullable=False,
    )


@table(
    title="Constats", description="Everything found wrong, doubtful or worth saying in the deliveries.",
    grain="one row per finding", is_delivered=False,
    key=("epi_id", "delivery_id", "table_name", "code", "sheet", "row_number", "column_letter"),
)  # fmt: skip
class Findings(TableModel):
    """A fault as a row. Values of personal columns are not stored."""

    epi_id: str = column("Espace", "Identifier of the EPI.", "identifier", nullable=False)
    delivery_id: str = column(
        "Remise", "SHA-256 of the received file; empty when no file came.", "identifier", nullable=False
    )
    filename: str = column(
        "Fichier", "Name under which the file was received, that of a person as its token.", nullable=False
    )
    table_name: str = column("Tableau", "Declared table; empty when it concerns the file.", "identifier")
    code: str = column("Code", "Code of the rule.", "identifier", nullable=False)
    severity: str = column("Gravité", "reject, warn or info.", "identifier", nullable=False)
    sheet: str = column("Feuille", "Sheet, as the rows give it; empty for the whole file.")
    row_number: int = column("Ligne", "Row in the sheet.", "integer")
    column_letter: str = column("Colonne", "Letter of the column.", "identifier")
    cell: str = column("Cellule", "Address in the sheet, such as D7.", "identifier")
    heading: str = column("En-tête", "Heading as read, the name of a person as its token.")
    business_key: str = column("Référence", "Number of the contract, expense or operation of the row.", "identifier")
    value_read: str = column(
        "Valeur lue", "Text of the cell, the name of a person as its token; empty for a personal column."
    )
    value_kept: str = column("Valeur gardée", "Value stored instead, for a repair.")
    message: str = column("Message", "French sentence.", nullable=False)
    alert_id: str = column(
        "Alerte",
        "Name of what was found between two rows, the same from either; `epi decide` settles it.",
        "identifier",
    )


@table(
    title="Lignes mises de côté", description="The rows kept out of the tables, with the reason and the amount at stake.",
    grain="one row per row set aside", is_delivered=False,
    key=("epi_id", "delivery_id", "table_name", "sheet", "row_number"), amount="amount_eur",
)  # fmt: skip
class Quarantine(ProvenanceModel):
    """A row set aside, judged again each time the rules or the mapping change."""

    table_name: str = column("Tableau", "Declared table.", "identifier", nullable=False)
    codes: str = column(
        "Codes", "Codes of the rules that set the row aside, comma-separated.", "identifier", nullable=False
    )
    cells: str = column(
        "Cellules", "Addresses of the cells at fault, comma-separated; empty where the row as a whole is."
    )
    business_key: str = column("Référence", "Number of the contract, expense or operation of the row.", "identifier")
    amount_eur: Eur = column("Montant", "Amount at stake, where it could be read.", "eur", unit="€")
    values_json: str = column(
        "Valeurs lues",
        "Texts read, by declared column, as JSON; personal ones left out, the name of a person as its token.",
        nullable=False,
    )
    rules_version: str = column(
        "Version des règles", "Version of the declarations that judged.", "identifier", nullable=False
    )
