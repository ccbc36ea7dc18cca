"""Posts of spending, proofs of payment and simplified cost options."""

from schemas.codelist import Code, CodeList

SPENDING_POSTS = CodeList(
    "spending_posts",
    "Postes de dépense",
    "Post of spending; is_direct marks the posts of the direct costs.",
    (
        Code("personnel", "Dépenses directes de personnel",
             ("Personnel", "Salaires", "Salaire", "Frais de personnel", "Dépenses de personnel"), {"is_direct": True}),
        Code("fonctionnement", "Dépenses directes de fonctionnement", ("Fonctionnement",), {"is_direct": True}),
        Code("prestations", "Dépenses directes de prestations externes",
             ("Prestations", "Prestation", "Prestations externes", "Prestataires"), {"is_direct": True}),
        Code("participants", "Dépenses directes liées aux participants", ("Participants",), {"is_direct": True}),
        Code("indirectes", "Dépenses indirectes", ("Indirectes", "Indirect", "Coûts indirects"), {"is_direct": False}),
        Code("nature", "Dépenses en nature", ("Nature", "En nature", "Contributions en nature"), {"is_direct": False}),
    ),
)  # fmt: skip
PAYMENT_PROOFS = CodeList(
    "payment_proofs",
    "Preuves d'acquittement",
    "What proves that the expense was paid.",
    (
        Code("facture_acquittee", "Facture acquittée", ("Facture",)),
        Code("releve_bancaire", "Relevé bancaire", ("Relevé de compte", "Relevé")),
        Code("bulletin_salaire", "Bulletin de salaire", ("Bulletin de paie", "Fiche de paie", "Bulletin", "BS")),
        Code("journal_paie", "Journal de paie, DADS ou DSN", ("Journal de paie", "DADS", "DSN")),
        Code("attestation", "Attestation du comptable ou du commissaire aux comptes",
             ("Attestation", "Attestation CAC", "Attestation comptable", "Attestation du comptable")),
    ),
)  # fmt: skip
SIMPLIFIED_COSTS = CodeList(
    "simplified_costs",
    "Options de coûts simplifiés",
    "Simplified cost option of the operation.",
    (
        Code("reel", "Coûts réels", ("Réel", "Frais réels", "Aucun", "Sans forfait")),
        Code(
            "f15",
            "Forfait de 15 % des dépenses de personnel",
            ("Forfait 15 %", "15 %", "Taux forfaitaire 15 %"),
        ),
        Code("f20_2014", "Forfait de 20 % des dépenses directes hors prestations", ("Forfait 20 %", "20 %")),
        Code("f40", "Forfait de 40 % des dépenses de personnel", ("Forfait 40 %", "40 %")),
        Code("f7", "Forfait de 7 % des dépenses directes", ("Forfait 7 %", "7 %")),
        Code("f20_staff_2021", "Forfait de 20 % pour le personnel", ("Forfait 20 % personnel",)),
        Code("unit_cost", "Coût unitaire horaire", ("Coût unitaire", "Coût horaire")),
        Code("lump_sum", "Montant forfaitaire", ("Lump sum",)),
    ),
)
