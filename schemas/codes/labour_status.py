"""Status on the labour market at entry, at exit and six months later."""

from schemas.codelist import Code, CodeList

LABOUR_STATUSES = CodeList(
    "labour_statuses",
    "Situations sur le marché du travail",
    "One and only one status; being in training is a separate fact, not a fourth status.",
    (
        Code("chomeur", "Demandeur d'emploi", ("Chômeur", "Chômeuse", "Au chômage", "Chômage", "Demandeuse d'emploi", "DE",
                                               "En recherche d'emploi")),
        Code("inactif", "Inactif", ("Inactive", "Sans activité")),
        Code("en_emploi", "En emploi", ("Salarié", "Salariée", "Indépendant", "Indépendante", "Emploi")),
        Code("inconnu", "Inconnu", ("Sans nouvelle", "Sans nouvelles", "Ne sait pas", "Inconnue")),
    ),
)  # fmt: skip
