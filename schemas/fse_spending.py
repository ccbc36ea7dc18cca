"""The lines of spending declared to the FSE."""

import datetime as dt

import polars as pl

from schemas.codes.spending import PAYMENT_PROOFS, SPENDING_POSTS
from schemas.provenance import ProvenanceModel
from schemas.table import Eur, Rate, column, row_rule, table


@table(
    title="Dépenses FSE",
    description="The lines of spending declared to the FSE and what the check of the service done kept of them.",
    grain="one row per expense of an EPI",
    key=("epi_id", "expense_id"),
    sheets=("Dépenses", "Dépenses FSE", "FSE", "Budget réalisé"),
    amount="declared_eur",
)
class FseSpending(ProvenanceModel):
    """Fields of domain section 1.7."""

    expense_id: str = column(
        "N° pièce", "Number of the voucher, unique in the EPI.", "identifier", required=True,
        synonyms=("N° de pièce", "Réf. pièce", "Référence pièce", "Pièce", "Pièce n°", "N° de justificatif", "N° de dépense",
                  "Réf. dépense", "N° pièce comptable"), example="S-2014-09-01",
    )  # fmt: skip
    operation_id: str = column(
        "N° opération", "Operation under which the expense is declared.", "identifier", required=True,
        synonyms=("N° MDFSE", "N° dossier", "N° convention", "Opération", "N° opération FSE"), example="201400026",
    )  # fmt: skip
    contract_id: str = column(
        "N° contrat", "Contract whose pay is declared; empty for an expense that is not pay.", "identifier",
        synonyms=("N° de contrat", "Numéro de contrat", "Contrat", "Réf. contrat", "Référence contrat"),
        example="DIE-2014-01",
    )  # fmt: skip
    claim_id: str = column(
        "N° bilan", "Report in which the expense is declared.", "identifier", synonyms=("Bilan", "N° de bilan", "Bilan n°", "Réf. bilan", "Référence bilan", "N° de la demande de paiement", "Déclaré au bilan"),
        example="B-2014",
    )  # fmt: skip
    post_code: str = column(
        "Poste de dépense", "Post of the expense.", "code", required=True, codes=SPENDING_POSTS, example="personnel",
        synonyms=("Poste", "Nature", "Nature de la dépense", "Type de dépense", "Catégorie de dépense"),
    )  # fmt: skip
    label: str = column(
        "Libellé", "Wording of the expense; may name a person, so it is not stored.", privacy="free_text",
        synonyms=("Objet", "Désignation", "Libellé de la dépense"), example="Salaire de septembre",
    )  # fmt: skip
    supplier: str = column(
        "Fournisseur",
        "Supplier; may name a person, so it is not stored.",
        privacy="free_text",
        example="Imprimerie",
    )
    supplier_key: str = column(
        "Clé du fournisseur", "HMAC-SHA-256 of the normalised name of the supplier, to find an invoice declared twice.",
        "identifier", derived=True, keyed_on=("supplier",),
    )  # fmt: skip
    invoice_number: str = column(
        "N° facture", "Number of the invoice at the supplier's.", "identifier", example="F-2014-118",
        synonyms=("N° de facture", "Numéro de facture", "Réf. facture"),
    )  # fmt: skip
    invoice_key: str = column(
        "Clé de la facture", "HMAC-SHA-256 of the number as typed, to find an invoice declared twice, whatever it names.",
        "identifier", derived=True, keyed_on=("invoice_number",),
    )  # fmt: skip
    period_start_date: pl.Date = column(
        "Mois", "First day of the period of the expense.", "date", required=True, month_edge="first",
        synonyms=("Période", "Début de période", "Mois concerné", "Mois de paie", "Mois de paye"),
        earliest=dt.date(2007, 1, 1), example="01/09/2014",
    )  # fmt: skip
    period_end_date: pl.Date = column(
        "Fin de période", "Last day of the period, where it is more than a month.", "date", month_edge="last",
        earliest=dt.date(2007, 1, 1), example="30/09/2014",
    )  # fmt: skip
    cost_base_eur: Eur = column(
        "Coût total", "Total cost: for pay, gross salary and employer's charges.", "eur", unit="€",
        synonyms=("Salaire chargé", "Base", "Coût salarial", "Salaire brut chargé", "Salaire + charges", "Coût employeur",
                  "Coût total employeur", "Coût chargé", "Total chargé"), example="1 200,00",
    )  # fmt: skip
    allocation_rate: Rate = column(
        "Part affectée", "Share of the cost that belongs to the operation.", "rate", unit="fraction", minimum=0,
        maximum=1, synonyms=("% affecté", "Clé", "Part d'activité", "Taux d'affectation", "% d'affectation",
                             "Clé d'affectation", "Clé de répartition", "Quote-part"), example="100 %",
    )  # fmt: skip
    declared_eur: Eur = column(
        "Montant déclaré", "Amount declared to the FSE.", "eur", required=True, unit="€",
        synonyms=("Dépense réalisée", "Dépense déclarée", "Montant", "Déclaré", "Montant présenté", "Dépense présentée"), example="1 200,00",
    )  # fmt: skip
    invoice_date: pl.Date = column(
        "Date facture", "Date of the invoice or payslip.", "date", synonyms=("Date de facture", "Date de la pièce"),
        earliest=dt.date(2007, 1, 1), example="30/09/2014",
    )  # fmt: skip
    payment_date: pl.Date = column(
        "Date d'acquittement", "Day of payment.", "date", synonyms=("Payé le", "Acquitté le", "Date de paiement", "Date de règlement", "Réglé le"),
        earliest=dt.date(2007, 1, 1), example="30/09/2014",
    )  # fmt: skip
    proof_code: str = column(
        "Justificatif", "Proof of payment.", "code", codes=PAYMENT_PROOFS, example="bulletin_salaire",
        synonyms=("Preuve d'acquittement", "Preuve", "Mode de preuve"),
    )  # fmt: skip
    discarded_eur: Eur = column(
        "Montant écarté", "Amount that the check set aside.", "eur", unit="€", minimum=0,
        synonyms=("Écarté", "Correction CSF", "Dépense écartée", "Rejeté", "Montant rejeté", "Non retenu", "Montant non retenu"), example="0,00",
    )  # fmt: skip
    discard_reason: str = column(
        "Motif de l'écart",
        "Why an amount was set aside.",
        synonyms=("Motif écart", "Motif écarté", "Motif de rejet", "Motif du rejet", "Motif d'inéligibilité"),
        example="Pièce illisible",
    )
    retained_eur: Eur = column(
        "Montant retenu", "Amount kept after the check; empty before it.", "eur", unit="€", minimum=0,
        synonyms=("Retenu", "Éligible après CSF", "Dépense retenue", "Montant retenu après CSF", "Retenu après CSF"), example="1 200,00",
    )  # fmt: skip

    @row_rule("DATE-41", "period_end_date", "period_start_date")
    def ends_after_start() -> pl.Expr:
        return pl.col("period_end_date") >= pl.col("period_start_date")

    @row_rule("DATE-45", "payment_date", "period_start_date")
    def paid_after_period_begins() -> pl.Expr:
        start = pl.col("period_start_date")
        is_month = pl.col("period_end_date").is_null()  # named by any of its days
        return pl.col("payment_date") >= pl.when(is_month).then(start.dt.month_start()).otherwise(start)

    @row_rule("FSE-01", "declared_eur", "cost_base_eur", "allocation_rate")
    def declared_answers_base() -> pl.Expr:
        millionths = (pl.col("allocation_rate") * 1_000_000).cast(pl.Int64)  # whole numbers: a cent is no float
        base, declared = ((pl.col(name) * 100).cast(pl.Int64) for name in ("cost_base_eur", "declared_eur"))
        return (base * millionths - declared * 1_000_000).abs() <= 1_000_000

    @row_rule("FSE-02", "retained_eur", "declared_eur", "discarded_eur")
    def retained_answers_declared() -> pl.Expr:
        return pl.col("retained_eur") == pl.col("declared_eur") - pl.col("discarded_eur").fill_null(0)

    @row_rule("FSE-03", "discard_reason", "discarded_eur")
    def discarded_has_reason() -> pl.Expr:
        return (pl.col("discarded_eur").fill_null(0) == 0) | pl.col("discard_reason").is_not_null()

    @row_rule("FSE-04", "payment_date")
    def is_paid() -> pl.Expr:
        return pl.col("payment_date").is_not_null()

    @row_rule("FSE-05", "contract_id", "post_code")
    def pay_has_contract() -> pl.Expr:
        return ~pl.col("post_code").is_in(["personnel", "participants"]) | pl.col("contract_id").is_not_null()
