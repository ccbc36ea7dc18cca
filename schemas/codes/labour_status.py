"""Status on the labour market at entry, at exit and six months later."""

from schemas.codelist import Code, CodeList


def _known(*at_work: str) -> tuple[Code, ...]:
    """The three statuses; ``at_work`` are further words for that of who works."""
    return (
        Code("chomeur", "Demandeur d'emploi", ("Chômeur", "Chômeuse", "Au chômage", "Chômage", "Demandeuse d'emploi", "DE",
                                               "En recherche d'emploi", "Recherche d'emploi", "Inscrit à Pôle emploi",
                                               "Inscrite à Pôle emploi", "Inscrit à France Travail",
                                               "Inscrite à France Travail", "Demandeur emploi",
                                               "Demandeur d'emploi inscrit", "Demandeuse d'emploi inscrite",
                                               "Inscrit Pôle emploi", "Inscrite Pôle emploi", "Inscrit au Pôle emploi",
                                               "Inscrite au Pôle emploi")),
        Code("inactif", "Inactif", ("Inactive", "Sans activité", "Au foyer", "Mère au foyer", "Père au foyer", "Femme au foyer",
                                    "Homme au foyer", "Retraité", "Retraitée", "Retraite", "À la retraite")),
        Code("en_emploi", "En emploi", ("Salarié", "Salariée", "Indépendant", "Indépendante", "Emploi",
                                        "Auto-entrepreneur", "Auto-entrepreneuse", "Micro-entrepreneur",
                                        "Micro-entrepreneuse", *at_work)),
    )  # fmt: skip


# At entry these would rather name the contract that begins.
_LATER = ("En poste", "CDI", "En CDI", "CDD", "En CDD", "Intérim", "En intérim", "Intérimaire")
ENTRY_STATUSES = CodeList(
    "entry_statuses",
    "Situations à l'entrée",
    "Status just before entry: one and only one, never unknown.",
    _known(),
)
LABOUR_STATUSES = CodeList(
    "labour_statuses",
    "Situations sur le marché du travail",
    "One and only one status; being in training is a separate fact, not a fourth status.",
    (
        *_known(*_LATER),
        Code(
            "inconnu", "Inconnu", ("Sans nouvelle", "Sans nouvelles", "Ne sait pas", "NSP", "Inconnue", "Injoignable")
        ),
    ),
)
