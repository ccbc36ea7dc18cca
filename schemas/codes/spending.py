"""Posts of spending, proofs of payment and simplified cost options."""

from schemas.codelist import Code, CodeList

SPENDING_POSTS = CodeList(
    "spending_posts",
    "Postes de dépense",
    "Post of spending; is_direct marks the posts of the direct costs.",
    (
        Code("personnel", "Dépenses directes de personnel",
             ("Personnel", "Salaires", "Salaire", "Salaires bruts", "Salaire brut", "Salaires chargés", "Salaire chargé", "Salaire brut chargé",
              "Salaires et charges", "Charges sociales", "Charges patronales", "Cotisations patronales", "Rémunération",
              "Rémunérations", "Paie", "Paies", "Frais de personnel", "Dépenses de personnel", "Salaire et charges",
              "Salaires + charges", "Salaire + charges", "Masse salariale", "Rémunération brute"), {"is_direct": True}),
        Code("fonctionnement", "Dépenses directes de fonctionnement",
             ("Fonctionnement", "Frais de fonctionnement", "Dépenses de fonctionnement"), {"is_direct": True}),
        Code("prestations", "Dépenses directes de prestations externes",
             ("Prestations", "Prestation", "Prestations externes", "Prestation externe", "Prestataires", "Prestataire",
              "Prestataire externe", "Sous-traitance", "Prestation de service",
              "Prestations de service", "Prestations de services", "Dépenses de prestations",
              "Dépenses de prestations externes"), {"is_direct": True}),
        Code("participants", "Dépenses directes liées aux participants",
             ("Participants", "Dépenses liées aux participants"), {"is_direct": True}),
        Code("indirectes", "Dépenses indirectes",
             ("Indirectes", "Indirect", "Coûts indirects", "Frais indirects"), {"is_direct": False}),
        Code("nature", "Dépenses en nature", ("Nature", "En nature", "Contributions en nature",
                                               "Contribution en nature", "Bénévolat"), {"is_direct": False}),
    ),
)  # fmt: skip
PAYMENT_PROOFS = CodeList(
    "payment_proofs",
    "Preuves d'acquittement",
    "What proves that the expense was paid.",
    (
        Code("facture_acquittee", "Facture acquittée", ("Facture", "Factures", "Factures acquittées", "Facture payée")),
        Code("releve_bancaire", "Relevé bancaire", ("Relevés bancaires", "Relevé de compte", "Relevés de compte", "Relevé",
                                                   "Relevé de banque", "Relevés de banque")),
        Code("bulletin_salaire", "Bulletin de salaire", ("Bulletins de salaire", "Bulletin de paie", "Bulletins de paie",
                                                         "Fiche de paie", "Fiches de paie", "Bulletin", "Bulletins", "BS",
                                                         "Bulletin de paye", "Bulletins de paye", "Fiche de paye", "Fiches de paye",
                                                         "Fiche de salaire", "Fiches de salaire")),
        Code("journal_paie", "Journal de paie, DADS ou DSN", ("Journal de paie", "Journal de paye", "Livre de paie", "DADS", "DSN", "DADS-DSN")),
        Code("attestation", "Attestation du comptable ou du commissaire aux comptes",
             ("Attestation", "Attestation CAC", "Attestation de l'expert-comptable", "Attestation expert-comptable", "Attestation comptable", "Attestation du comptable",
              "Attestation du commissaire aux comptes")),
    ),
)  # fmt: skip


def _option(code: str, rate: str, of: str, gives: str, periods: str, label: str, *spellings: str) -> Code:
    facts: dict[str, str | bool] = {"rate": rate, "rate_of": of, "gives": gives, "periods": periods}
    return Code(code, label, spellings, facts)


def _rate(rate: str) -> tuple[str, ...]:
    """The short names of a flat rate."""
    return (rate, *(f"{word} {of}{rate}" for word in ("Forfait", "Taux forfaitaire") for of in ("", "de ")))


_ALL = "2007-2013 2014-2020 2021-2027"
SIMPLIFIED_COSTS = CodeList(
    "simplified_costs",
    "Options de coûts simplifiés",
    "Simplified cost option of the operation: rate × rate_of = gives, in the programming periods that have it. f15 and "
    "f20_2014 are documented; f40, f7, f20_staff_2021 and unit_cost are to be checked against the regulations.",
    (
        _option("reel", "", "", "", _ALL, "Coûts réels", "Coût réel", "Réel", "Frais réels", "Aucun", "Sans forfait"),
        _option("f15", "0.15", "personnel", "indirectes", "2014-2020 2021-2027",
                "Forfait de 15 % des dépenses de personnel", *_rate("15 %")),
        _option("f20_2014", "0.20", "direct − prestations", "indirectes", "2007-2013 2014-2020",
                "Forfait de 20 % des dépenses directes hors prestations", *_rate("20 %")),
        _option("f40", "0.40", "personnel", "fonctionnement prestations indirectes", "2014-2020 2021-2027",
                "Forfait de 40 % des dépenses de personnel", *_rate("40 %")),
        _option("f7", "0.07", "direct", "indirectes", "2021-2027", "Forfait de 7 % des dépenses directes",
                *_rate("7 %")),
        _option("f20_staff_2021", "0.20", "direct − personnel", "personnel", "2021-2027",
                "Forfait de 20 % pour le personnel", "Forfait 20 % personnel"),
        _option("unit_cost", "", "", "", "2014-2020 2021-2027", "Coût unitaire horaire", "Coût unitaire", "Coût horaire"),
        _option("lump_sum", "", "", "", "2014-2020 2021-2027", "Montant forfaitaire", "Lump sum"),
    ),
)  # fmt: skip
