"""What every accepted row carries: whose it is, and the file, sheet and row it was read from."""

from schemas.table import TableModel, column

PROVENANCE = ("epi_id", "delivery_id", "sheet", "row_number")
KNOWN = {
    "known_from": "Start of the night that first held the row as it is, UTC. (Connu depuis)",
    "known_to": "Start of the night that no longer held it so, UTC; null while it stands. (Connu jusqu'à)",
}
"""What a row of the history carries beside."""


class ProvenanceModel(TableModel):
    """Base of the tables that deliveries fill."""

    epi_id: str = column(
        "Espace",
        "Identifier of the EPI that sent the row.",
        "identifier",
        nullable=False,
        derived=True,
        example="die",
    )
    delivery_id: str = column(
        "Remise", "SHA-256 of the received file, in hexadecimal.", "identifier", nullable=False, derived=True
    )
    sheet: str = column(
        "Feuille",
        "Sheet of the received file; of a CSV, the name of the file; its place, such as [feuille 2], where it names "
        "a person.",
        nullable=False,
        derived=True,
    )
    row_number: int = column("Ligne", "Row in that sheet, from 1.", "integer", nullable=False, derived=True)
