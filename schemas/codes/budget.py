"""Why two amounts of a budget differ, and the outcomes whose cost is told."""

from schemas.codelist import Code, CodeList

BUDGET_GAPS = CodeList(
    "budget_gaps",
    "Écarts du budget",
    "Why the amounts of a line of mart.operation_budget differ.",
    (
        Code("ecarte", "Montant écarté au contrôle"),
        Code("non_controle", "Dépense déclarée, pas encore contrôlée"),
        Code("ecarte_et_non_controle", "Une part écartée au contrôle, une part pas encore contrôlée"),
        Code("couvert_par_forfait", "Dépense déjà couverte par le forfait de la convention"),
        Code("nature_sans_ressource", "Dépense en nature sans ressource en nature du même montant"),
        Code("sous_realisation", "Dépenses retenues inférieures au coût conventionné"),
        Code("depassement", "Dépenses retenues supérieures au coût conventionné"),
        Code("reste_a_percevoir", "Montant prévu, pas encore perçu"),
        Code("percu_au_dela", "Montant perçu au-delà du prévu"),
        Code("reste_a_verser", "FSE dû, pas encore versé"),
        Code("trop_percu", "FSE versé au-delà de ce qui est dû"),
        Code("ressources_insuffisantes", "Ressources inférieures aux dépenses retenues"),
        Code("surfinancement", "Ressources supérieures aux dépenses retenues"),
    ),
)
BUDGET_SIDES = CodeList(
    "budget_sides",
    "Côtés du budget",
    "The two sides of mart.operation_budget; the label is that of their total.",
    (Code("cost", "Coût total"), Code("resource", "Total des ressources")),
)


def _outcome(code: str, measure: str, label: str) -> Code:
    return Code(code, label, (), {"measure": measure})


COSTED_OUTCOMES = CodeList(
    "costed_outcomes",
    "Résultats rapportés au coût",
    "Outcomes of mart.cost_per_outcome; measure is the count of mart.operation_results that divides the cost (F-E7).",
    (
        _outcome("participant", "n_participants_complete", "Participant"),
        _outcome("personne_recrutee", "n_people_recruited", "Personne recrutée"),
        _outcome("sortie_dynamique", "n_dynamic_exits", "Sortie dynamique"),
        _outcome("emploi_durable", "n_lasting_jobs", "Emploi durable"),
        _outcome("qualification", "n_qualified", "Qualification obtenue"),
        _outcome("reste_dans_le_numerique", "n_staying_in_digital", "Personne restée dans le numérique"),
    ),
)
