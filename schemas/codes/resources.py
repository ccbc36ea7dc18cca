"""Who pays beside the FSE, and the reports that are sent to it."""

from schemas.codelist import Code, CodeList


def _funder(code: str, is_public: bool, label: str, *spellings: str) -> Code:
    return Code(code, label, spellings, {"is_public": is_public})


FUNDER_TYPES = CodeList(
    "funder_types",
    "Types de financeur",
    "Who brings a resource to the plan; the aids of the State to employment (ASP) are resources of the State.",
    (
        _funder("fse", True, "Fonds social européen", "FSE", "FSE+", "Europe", "Union européenne"),
        _funder("etat", True, "État", "Etat", "ASP", "Aide à l'emploi", "Aides à l'emploi", "DIRECCTE", "DREETS"),
        _funder("region", True, "Région", "Conseil régional"),
        _funder("departement", True, "Département", "Conseil départemental", "Conseil général"),
        _funder("commune_epci", True, "Commune ou intercommunalité", "Commune", "EPCI", "Mairie", "Intercommunalité",
                "Communauté de communes"),
        _funder("autre_public", True, "Autre financeur public", "Autre public", "CAF", "Caisse des dépôts"),
        _funder("prive", False, "Financeur privé", "Privé", "Fondation", "Mécénat"),
        _funder("autofinancement", False, "Autofinancement", "Fonds propres"),
        _funder("recettes", False, "Recettes", "Recette", "Ventes"),
        _funder("nature", False, "Contribution en nature", "Nature", "En nature", "Bénévolat"),
    ),
)  # fmt: skip
CLAIM_TYPES = CodeList(
    "claim_types",
    "Types de bilan",
    "Kind of the bilan d'exécution.",
    (
        Code("intermediaire_obligatoire", "Bilan intermédiaire obligatoire", ("Intermédiaire obligatoire", "Intermédiaire", "Bilan intermédiaire")),
        Code("intermediaire_facultatif", "Bilan intermédiaire facultatif", ("Intermédiaire facultatif", "Facultatif")),
        Code("final", "Bilan final", ("Final", "Bilan final d'exécution", "Solde")),
    ),
)  # fmt: skip
