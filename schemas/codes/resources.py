"""Who pays beside the FSE, and the reports that are sent to it."""

from schemas.codelist import Code, CodeList


def _funder(code: str, is_public: bool, label: str, *spellings: str) -> Code:
    return Code(code, label, spellings, {"is_public": is_public})


FUNDER_TYPES = CodeList(
    "funder_types",
    "Types de financeur",
    "Who brings a resource to the plan; the aids of the State to employment (ASP) are resources of the State.",
    (
        _funder("fse", True, "Fonds social européen", "FSE", "FSE+", "Europe", "Union européenne", "UE"),
        _funder("etat", True, "État", "Etat", "ASP", "Aide à l'emploi", "Aides à l'emploi", "DIRECCTE", "DREETS",
                "Aide de l'État", "Aides de l'État", "CNASEA", "Préfecture", "DDCS", "DRJSCS", "Subvention État"),
        _funder("region", True, "Région", "Conseil régional", "Subvention région"),
        _funder("departement", True, "Département", "Conseil départemental", "Conseil général", "CD 26", "CD26", "CG 26", "CG26",
                "CD 07", "CD07", "CG 07", "CG07", "Subvention département"),
        _funder("commune_epci", True, "Commune ou intercommunalité", "Commune", "EPCI", "Mairie", "Intercommunalité",
                "Communauté de communes", "Communes", "Ville", "Communauté d'agglomération", "Agglomération", "Agglo",
                "Subvention communale"),
        _funder("autre_public", True, "Autre financeur public", "Autre public", "Autres publics", "CAF", "Caisse d'allocations familiales", "MSA",
                "Caisse des dépôts", "Pôle emploi", "France Travail"),
        _funder("prive", False, "Financeur privé", "Privé", "Privés", "Fonds privés", "Fondation", "Mécénat"),
        _funder("autofinancement", False, "Autofinancement", "Auto-financement", "Fonds propres"),
        _funder("recettes", False, "Recettes", "Recette", "Ventes"),
        _funder("nature", False, "Contribution en nature", "Contributions en nature", "Nature", "En nature", "Bénévolat"),
    ),
    openings=(
        "État", "ASP", "DIRECCTE", "DREETS", "Préfecture", "DDCS", "DRJSCS", "Région", "Conseil régional", "Subvention région",
        "Département", "Conseil départemental", "Conseil général", "Subvention département", "Commune", "Mairie", "Ville",
        "Communauté de communes", "Communauté d'agglomération", "Agglomération", "CAF", "Caisse d'allocations familiales", "MSA",
        "Caisse des dépôts", "Pôle emploi", "France Travail", "Fondation", "Fonds propres", "Autofinancement",
    ),
)  # fmt: skip
CLAIM_TYPES = CodeList(
    "claim_types",
    "Types de bilan",
    "Kind of the bilan d'exécution.",
    (
        Code("intermediaire_obligatoire", "Bilan intermédiaire obligatoire", ("Intermédiaire obligatoire", "Intermédiaire", "Bilan intermédiaire", "Bilan d'exécution intermédiaire")),
        Code("intermediaire_facultatif", "Bilan intermédiaire facultatif", ("Intermédiaire facultatif", "Facultatif", "Bilan facultatif")),
        Code("final", "Bilan final", ("Final", "Bilan final d'exécution", "Bilan d'exécution final", "Solde", "Bilan de solde", "Demande de solde")),
    ),
    openings=("Bilan intermédiaire obligatoire", "Intermédiaire obligatoire", "Bilan intermédiaire", "Intermédiaire",
              "Bilan intermédiaire facultatif", "Intermédiaire facultatif", "Bilan final", "Final", "Solde"),
)  # fmt: skip
