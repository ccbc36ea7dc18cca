"""Reasons of exit (extranet IAE of the ASP) and the two states that are no exit yet."""

from schemas.codelist import Code, CodeList
from schemas.codes.terms import LONGEST, in_months

LASTING, TRANSITION, POSITIVE = "emploi_durable", "emploi_de_transition", "sortie_positive"
OTHER, WITHDRAWN, NO_EXIT = "autre_sortie", "retrait", "pas_de_sortie"


def _reason(code: str, category: str, status: str, label: str, *spellings: str) -> Code:
    facts: dict[str, str | bool] = {"category": category, "labour_status_code": status, "is_exit": category != NO_EXIT}
    return Code(code, label, spellings, facts)


EXIT_REASONS = CodeList(
    "exit_reasons",
    "Motifs de sortie",
    "Reason of exit. Categories 'retrait' and 'pas_de_sortie' are outside every rate; 8 is counted as unknown. "
    "The categories of 13, 15 to 22 and 96 are to be confirmed with the ASP.",
    (
        _reason("1", LASTING, "en_emploi", "Embauche en CDI dans la structure ou filiale", "CDI dans la structure",
                "Embauche en CDI dans la structure", "CDI dans la même structure"),
        _reason("2", POSITIVE, "en_emploi", "Embauche en durée déterminée dans une autre structure IAE"),
        _reason("3", LASTING, "en_emploi", "Embauche en CDI non aidé par un autre employeur", "CDI autre employeur",
                "Embauche en CDI autre employeur", "CDI non aidé"),
        _reason("4", LASTING, "en_emploi", "Création ou reprise d'entreprise à son compte", "Création d'entreprise",
                "Création entreprise", "Création d'activité", "Reprise d'entreprise", "Auto-entrepreneur",
                "Auto-entrepreneuse", "Micro-entrepreneur", "Micro-entrepreneuse",
                "Auto-entreprise", "Micro-entreprise"),
        _reason("5", POSITIVE, "inactif", "Entrée ou poursuite en formation qualifiante", "Formation qualifiante",
                "Entrée en formation", "Entrée en formation qualifiante", "En formation qualifiante"),
        _reason("6", OTHER, "inactif", "Inactif", "Inactive", "Inactivité", "Au foyer"),
        _reason("7", OTHER, "chomeur", "Au chômage", "Chômage", "Demandeur d'emploi", "Demandeuse d'emploi",
                "Chômeur", "Chômeuse", "Recherche d'emploi", "En recherche d'emploi", "DE",
                "Inscrit à Pôle emploi", "Inscrite à Pôle emploi", "Inscrit à France Travail",
                "Inscrite à France Travail"),
        _reason("8", OTHER, "inconnu", "Sans nouvelle", "Sans nouvelles", "Inconnu", "Ne sait pas", "NSP", "Situation inconnue", "Injoignable",
                "Pas de nouvelles", "Perdu de vue", "Perdue de vue"),
        _reason("9", LASTING, "en_emploi", "Embauche en CDD sans aide publique, 6 mois et plus", "CDD 6 mois et plus", "CDD 6 mois ou plus",
                "CDD de 6 mois ou plus",
                "CDD de 6 mois et plus", "CDD >= 6 mois", "CDD > 6 mois", "CDD plus de 6 mois", "CDD de plus de 6 mois",
                *in_months(range(6, LONGEST + 1), "CDD")),
        _reason("10", TRANSITION, "en_emploi", "Embauche en CDD sans aide publique, moins de 6 mois",
                "CDD moins de 6 mois", "CDD de moins de 6 mois", "CDD < 6 mois", *in_months(range(1, 6), "CDD")),
        _reason("11", LASTING, "en_emploi", "Intégration dans la fonction publique", "Fonction publique"),
        _reason("12", POSITIVE, "inconnu", "Autre sortie reconnue comme positive", "Autre sortie positive"),
        _reason("13", LASTING, "en_emploi", "Embauche en CDI aidé", "CDI aidé"),
        _reason("14", TRANSITION, "en_emploi", "Contrat aidé à durée déterminée chez un autre employeur", "Contrat aidé",
                "Contrat aidé autre employeur", "CUI-CAE autre employeur"),
        _reason("15", POSITIVE, "inactif", "Prise des droits à la retraite", "Retraite", "Départ à la retraite",
                "Retraité", "Retraitée", "À la retraite"),
        _reason("16", WITHDRAWN, "inactif", "Congés de longue durée (maternité, maladie)", "Congé de longue durée",
                "Congé maternité", "Congé de maternité", "Longue maladie", "Congé de longue maladie"),
        _reason("17", WITHDRAWN, "inconnu", "Décès", "Décédé", "Décédée"),
        _reason("18", WITHDRAWN, "inconnu", "Décision administrative ou de justice"),
        _reason("19", WITHDRAWN, "inconnu", "Rupture employeur pour faute grave", "Faute grave", "Licenciement pour faute grave"),
        _reason("20", WITHDRAWN, "en_emploi", "Transfert d'employeur"),
        _reason("21", WITHDRAWN, "inconnu", "Rupture en période d'essai par l'employeur"),
        _reason("22", WITHDRAWN, "inconnu", "Rupture en période d'essai par le salarié"),
        _reason("96", POSITIVE, "en_emploi", "CDI inclusion"),
        _reason("P0", NO_EXIT, "en_emploi", "Contrat en cours ou renouvellement à l'étude", "Contrat en cours",
                "Renouvellement à l'étude", "En cours de renouvellement", "Toujours en contrat", "Contrat renouvelé",
                "Renouvellement de contrat", "Renouvellement du contrat", "Contrat prolongé", "Renouvellement", "Renouvelé",
                "Renouvelée", "Contrat reconduit", "Toujours en poste", "En cours"),
        _reason("P1", NO_EXIT, "inconnu", "Poste proposé, pas encore pris", "Poste proposé", "Promesse d'embauche",
                "Offre d'emploi"),
    ),
    ambiguous={"CDD de longue durée": "LISTE-23", "CDD longue durée": "LISTE-23", "Titularisé": "LISTE-21",
               "Titularisée": "LISTE-21", "Titularisée en CDI": "LISTE-21", "Titularisé en CDI": "LISTE-21",
               "Titularisation": "LISTE-21", "CDI": "LISTE-24", "En CDI": "LISTE-24", "Embauche en CDI": "LISTE-24",
               "Embauche CDI": "LISTE-24", "CDD": "LISTE-23", "En CDD": "LISTE-23", "Embauche en CDD": "LISTE-23",
               "Embauche CDD": "LISTE-23"},
)  # fmt: skip

EXIT_CATEGORIES = CodeList(
    "exit_categories",
    "Catégories de sortie",
    "Category of an exit, derived from its reason; the first three together are the sorties dynamiques.",
    (
        Code(LASTING, "Emploi durable", ("Durable",)),
        Code(TRANSITION, "Emploi de transition", ("Transition",)),
        Code(POSITIVE, "Sortie positive", ("Positive", "Sorties positives")),
        Code(OTHER, "Autre sortie", ("Autres sorties", "Autre")),
        Code(WITHDRAWN, "Retrait des sorties constatées", ("Retrait",)),
        Code(NO_EXIT, "Pas de sortie", ("En cours",)),
    ),
)
