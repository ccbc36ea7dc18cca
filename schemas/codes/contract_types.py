"""Types of contract, with the DSN nature and scheme that each stands for."""

from schemas.codelist import Code, CodeList
from schemas.codes.terms import LONGEST, in_months

_TERMS = range(1, LONGEST + 1)
_POLICY = ("CUI_CAE", "PEC", "EAV", "CUI_CIE", "CDDI", "ADR")
# Months at least, at most for one contract, at most with its renewals; those of CDDI are from general knowledge.
_MONTHS = {
    "CDD": ("", "", "18"), "CUI_CAE": ("", "", "24"), "PEC": ("", "", "24"), "EAV": ("12", "", "36"),
    "ADR": ("", "", "72"), "CDDI": ("4", "", "24"), "CDD_PUB": ("", "36", "72"),
}  # fmt: skip


def _weeks(*names: str) -> tuple[str, ...]:
    """An aided contract told with its hours a week, 20 to 35, as « CAE 26h »."""
    return tuple(f"{name} {n}{unit}" for name in names for n in range(20, 36) for unit in ("h", " h"))


def _worked(name: str) -> tuple[str, ...]:
    """A contract told with whether it is a full time."""
    return tuple(f"{name} {to}temps {how}" for to in ("", "à ") for how in ("plein", "partiel", "complet"))


def _type(code: str, label: str, nature: str, scheme: str, *spellings: str) -> Code:
    least, each, total = _MONTHS.get(code, ("", "", ""))
    facts: dict[str, str | bool] = {
        "dsn_nature": nature, "dsn_scheme": scheme, "months_least": least, "months_each": each, "months_total": total,
        "is_employment_policy": code in _POLICY, "is_employment": code not in ("SCV", "STAGE"),
    }  # fmt: skip
    return Code(code, label, spellings, facts)


CONTRACT_TYPES = CodeList(
    "contract_types",
    "Types de contrat",
    "Nature of the contract; dsn_nature is DSN S21.G00.40.007, dsn_scheme S21.G00.40.008 (state of 2016). months_least, "
    "months_each, months_total: how short, and how long alone and with renewals (R-C4). is_employment_policy: aided, and "
    "exempt from the limit of renewals (Code du travail L. 1242-3). is_employment: counts as a job after the exit.",
    (
        _type("CDD", "CDD de droit privé", "02", "99", "Contrat à durée déterminée", "CDD privé",
              "Contrat à durée déterminée (CDD)", "CDD d'usage", "CDD de remplacement", "CDD remplacement",
              "CDD à terme précis", *_worked("CDD"), *in_months(_TERMS, "CDD")),
        _type("CDD_PUB", "CDD de droit public", "10", "99", "CDD public", "Contractuel", "Contractuel FPT",
              "Contractuel de droit public"),
        _type("CDI", "CDI de droit privé", "01", "99", "Contrat à durée indéterminée", "CDI privé",
              "Contrat à durée indéterminée (CDI)", *_worked("CDI")),
        _type("CDI_PUB", "CDI de droit public", "09", "99", "CDI public"),
        _type("TITULAIRE", "Fonctionnaire stagiaire ou titulaire", "50", "99", "Fonctionnaire", "Stagiaire FPT"),
        _type("CUI_CAE", "CUI-CAE (secteur non marchand)", "02", "41", "CUI", "CAE", "CUI/CAE", "CAE-CUI",
              "Contrat aidé", "Contrat d'accompagnement dans l'emploi", "Contrat unique d'insertion",
              *in_months(_TERMS, "CUI-CAE", "CAE-CUI", "CAE", "CUI"), *_weeks("CUI-CAE", "CAE-CUI", "CAE", "CUI")),
        _type("PEC", "Parcours emploi compétences", "02", "41", "Parcours emploi compétence",
              "Parcours emploi compétences (PEC)", *in_months(_TERMS, "PEC")),
        _type("EAV", "Emploi d'avenir", "02", "51", "Emploi avenir", "Emplois d'avenir",
              "Emploi d'avenir (EAV)", *in_months(_TERMS, "EAV", "Emploi d'avenir")),
        _type("CUI_CIE", "CUI-CIE (secteur marchand)", "02", "21", "CIE", "CUI/CIE"),
        _type("CDDI", "CDD d'insertion", "02", "71", "Contrat d'insertion", "CDD insertion", "CDD-I",
              "CDD d'insertion (CDDI)", *in_months(_TERMS, "CDDI")),
        _type("CPRO", "Contrat de professionnalisation", "02", "61", "Contrat pro", "Professionnalisation"),
        _type("APPR", "Contrat d'apprentissage", "02", "64", "Apprentissage", "Apprenti", "Apprentie"),
        _type("ADR", "Adulte-relais", "02", "99", "Adulte relais"),
        _type("CONUM", "Conseiller numérique", "02", "99", "Conseiller numérique France Services"),
        _type("SCV", "Service civique", "89", "99"),
        _type("INTERIM", "Mission d'intérim", "03", "99", "Intérim", "Mission"),
        _type("STAGE", "Convention de stage", "29", "99", "Stage"),
        _type("AUTRE", "Autre contrat", "90", "99", "Autre"),
    ),
    ambiguous={"EA": "LISTE-20", "Titularisé": "LISTE-21", "Titularisée": "LISTE-21", "Titularisé(e)": "LISTE-21",
               "Titularisée en CDI": "LISTE-21", "Titularisé en CDI": "LISTE-21"},
)  # fmt: skip
