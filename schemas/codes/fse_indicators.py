"""The common indicators of the FSE, by programming period: what each counts, among whom, and from which text."""

from schemas.codelist import Code, CodeList

_2014 = "Règlement (UE) 1304/2013, annexe I"
_2021 = "Règlement (UE) 2021/1057, annexe I"
# The part of the text that was not read in the original: the number of the code, or its population.
_UNREAD = " (numéro ou population à vérifier)"


def _indicator(code: str, measure: str, population: str, label: str, definition: str, unread: bool = True) -> Code:
    period = "2021-2027" if code.startswith("EE") else "2014-2020"
    kind = {"CO": "output", "CR": "result"}[code.removeprefix("EE")[:2]] if measure else "entity"
    source = (_2021 if code.startswith("EE") else _2014) + (_UNREAD if unread else "")
    return Code(
        code, label + (" (FSE+)" if code.startswith("EE") else ""), (),
        {"period": period, "kind": kind, "measure": measure, "population": population, "definition": definition,
         "source": source, "is_verified": not unread},
    )  # fmt: skip


def _entity(code: str, label: str, title: str) -> Code:
    said = f"Selon la colonne « {title} » du tableau des opérations ; sans valeur si elle est vide : donnée à saisir."
    return _indicator(code, "", "", label, said)


_STATUS, _AGE = "Situation à l'entrée : ", "Âge à l'entrée : "
_ASKED = "household_asked"
_IN_TIME = "Constaté dans les quatre semaines qui suivent la sortie : "
_LATER = "Constaté six mois après la sortie, à trente jours près : "
_OUTPUTS_2014 = (
    _indicator("CO01", "unemployed", "all", "Chômeurs, y compris de longue durée", _STATUS + "demandeur d'emploi.", unread=False),
    _indicator("CO02", "long_unemployed", "all", "Chômeurs de longue durée",
               "Demandeur d'emploi depuis plus de 6 mois avant 25 ans, plus de 12 mois dès 25 ans.", unread=False),
    _indicator("CO03", "inactive", "all", "Inactifs", _STATUS + "inactif."),
    _indicator("CO04", "inactive_untrained", "all", "Inactifs ni en études ni en formation",
               _STATUS + "inactif, et pas en formation."),
    _indicator("CO05", "employed", "all", "En emploi, y compris indépendants", _STATUS + "en emploi."),
    _indicator("CO06", "under_25", "all", "Moins de 25 ans", _AGE + "moins de 25 ans."),
    _indicator("CO07", "over_54", "all", "Plus de 54 ans", _AGE + "55 ans ou plus."),
    _indicator("CO08", "over_54_workless", "all", "Plus de 54 ans sans emploi",
               _AGE + "55 ans ou plus, demandeur d'emploi ou inactif hors formation."),
    _indicator("CO09", "CO09", "all", "Enseignement primaire ou premier cycle du secondaire", "Niveau CITE 1 ou 2."),
    _indicator("CO10", "CO10", "all", "Deuxième cycle du secondaire", "Niveau CITE 3 ou 4."),
    _indicator("CO11", "CO11", "all", "Enseignement supérieur", "Niveau CITE 5 à 8."),
    _indicator("CO12", "jobless_household", _ASKED, "Ménage sans emploi",
               "Personne du ménage ne travaille ; entrées d'avant le 2 août 2018."),
    _indicator("CO13", "jobless_household_children", _ASKED, "Ménage sans emploi avec enfants à charge",
               "Personne du ménage ne travaille, enfants à charge ; entrées d'avant le 2 août 2018."),
    _indicator("CO14", "single_adult", _ASKED, "Parent isolé",
               "Seul adulte du ménage, enfants à charge ; entrées d'avant le 2 août 2018."),
    _indicator("CO15", "migrant_or_minority", "all", "Migrants, origine étrangère, minorités",
               "Né à l'étranger, parent né à l'étranger, ressortissant d'un pays tiers ou membre d'une minorité."),
    _indicator("CO16", "disabled", "all", "Personnes handicapées", "Handicap reconnu."),
    _indicator("CO17", "other_disadvantaged", "all", "Autres personnes défavorisées", "Autre difficulté déclarée."),
    _indicator("CO18", "housing_excluded", "all", "Sans abri ou exclus du logement", "Difficulté de logement."),
    _indicator("CO19", "rural", "all", "Personnes venant de zones rurales", "Habite une commune rurale."),
    _entity("CO20", "Projets de partenaires sociaux ou d'organisations non gouvernementales",
            "Projet d'un partenaire social ou d'une ONG"),
    _entity("CO21", "Projets pour la participation et les progrès des femmes dans l'emploi",
            "Projet pour l'emploi des femmes"),
    _entity("CO22", "Projets visant les administrations ou les services publics",
            "Projet pour les services publics"),
    _entity("CO23", "Micro, petites et moyennes entreprises soutenues",
            "PME soutenues"),
)  # fmt: skip
_RESULTS_2014 = (
    _indicator("CR01", "seeking_at_exit", "inactive", "Inactifs en recherche d'emploi à la sortie",
               _IN_TIME + "inactif à l'entrée, demandeur d'emploi à la sortie."),
    _indicator("CR02", "training_at_exit", "untrained_at_entry", "En études ou en formation à la sortie",
               _IN_TIME + "en formation, sans l'être à l'entrée."),
    _indicator("CR03", "qualified_at_exit", "all", "Qualification obtenue à la sortie",
               "Qualification obtenue au plus tard quatre semaines après la sortie."),
    _indicator("CR04", "employed_at_exit", "workless", "En emploi à la sortie",
               _IN_TIME + "sans emploi à l'entrée, en emploi à la sortie, poste pris dans ce délai."),
    _indicator("CR05", "disadvantaged_result", "disadvantaged", "Personnes défavorisées avec un résultat à la sortie",
               "Personne défavorisée en recherche d'emploi, en formation, qualifiée ou en emploi à la sortie."),
    _indicator("CR06", "employed_later", "workless", "En emploi six mois après la sortie",
               _LATER + "sans emploi à l'entrée, en emploi."),
    _indicator("CR07", "improved_later", "employed", "Situation améliorée six mois après la sortie",
               _LATER + "en emploi à l'entrée, dans une meilleure situation ; une hausse de salaire seule ne compte pas."),
    _indicator("CR08", "senior_employed_later", "over_54", "Plus de 54 ans en emploi six mois après la sortie",
               _LATER + "55 ans ou plus et sans emploi à l'entrée, en emploi."),
    _indicator("CR09", "disadvantaged_employed_later", "disadvantaged",
               "Personnes défavorisées en emploi six mois après la sortie",
               _LATER + "personne défavorisée et sans emploi à l'entrée, en emploi."),
)  # fmt: skip
_OUTPUTS_2021 = (
    _indicator("EECO01", "all", "all", "Nombre total de participants", "Participants dont la fiche d'entrée est complète.",
               unread=False),
    _indicator("EECO02", "unemployed", "all", "Chômeurs, y compris de longue durée", _STATUS + "demandeur d'emploi."),
    _indicator("EECO03", "long_unemployed", "all", "Chômeurs de longue durée",
               "Demandeur d'emploi depuis plus de 6 mois avant 25 ans, plus de 12 mois dès 25 ans."),
    _indicator("EECO04", "inactive", "all", "Inactifs", _STATUS + "inactif."),
    _indicator("EECO05", "employed", "all", "En emploi, y compris indépendants", _STATUS + "en emploi.", unread=False),
    _indicator("EECO06", "under_18", "all", "Moins de 18 ans", _AGE + "moins de 18 ans."),
    _indicator("EECO07", "aged_18_29", "all", "De 18 à 29 ans", _AGE + "de 18 à 29 ans."),
    _indicator("EECO08", "over_54", "all", "55 ans et plus", _AGE + "55 ans ou plus."),
    _indicator("EECO09", "EECO09", "all", "Premier cycle du secondaire ou moins", "Niveau CITE 0 à 2."),
    _indicator("EECO10", "EECO10", "all", "Deuxième cycle du secondaire ou post-secondaire", "Niveau CITE 3 ou 4."),
    _indicator("EECO11", "EECO11", "all", "Enseignement supérieur", "Niveau CITE 5 à 8."),
    _indicator("EECO12", "disabled", "all", "Personnes handicapées", "Handicap reconnu."),
    _indicator("EECO13", "third_country", "all", "Ressortissants de pays tiers", "Ressortissant d'un pays tiers."),
    _indicator("EECO14", "foreign_background", "all", "Personnes d'origine étrangère",
               "Né à l'étranger, ou parent né à l'étranger."),
    _indicator("EECO15", "minority", "all", "Minorités", "Membre d'une minorité."),
    _indicator("EECO16", "housing_excluded", "all", "Sans abri ou exclus du logement", "Difficulté de logement."),
    _indicator("EECO17", "rural", "all", "Personnes venant de zones rurales", "Habite une commune rurale."),
    _entity("EECO18", "Administrations ou services publics soutenus",
            "Services publics soutenus"),
    _entity("EECO19", "Micro, petites et moyennes entreprises soutenues",
            "PME soutenues"),
)  # fmt: skip
_RESULTS_2021 = (
    _indicator("EECR01", "seeking_at_exit", "inactive", "Inactifs en recherche d'emploi à la sortie",
               _IN_TIME + "inactif à l'entrée, demandeur d'emploi à la sortie.", unread=False),
    _indicator("EECR02", "training_at_exit", "untrained_at_entry", "En études ou en formation à la sortie",
               _IN_TIME + "en formation, sans l'être à l'entrée."),
    _indicator("EECR03", "qualified_at_exit", "all", "Qualification obtenue à la sortie",
               "Qualification obtenue au plus tard quatre semaines après la sortie."),
    _indicator("EECR04", "employed_at_exit", "workless", "En emploi à la sortie",
               _IN_TIME + "sans emploi à l'entrée, en emploi à la sortie, poste pris dans ce délai.", unread=False),
    _indicator("EECR05", "employed_later", "workless", "En emploi six mois après la sortie",
               _LATER + "sans emploi à l'entrée, en emploi."),
    _indicator("EECR06", "improved_later", "employed", "Situation améliorée six mois après la sortie",
               _LATER + "en emploi à l'entrée, dans une meilleure situation ; une hausse de salaire seule ne compte pas."),
)  # fmt: skip

FSE_INDICATORS = CodeList(
    "fse_indicator_codes",
    "Indicateurs communs du FSE",
    "Indicators of 2014-2020 (CO, CR) and of the FSE+ (EECO, EECR). measure and population name what is counted of whom in "
    "core.participant_measures; those of the entities (CO20 to CO23, EECO18, EECO19) "
    "have none: core.operations holds them, in the column that their definition names. Of 2007-2013 no list has been read. One person can feed several results: never add them.",
    _OUTPUTS_2014 + _RESULTS_2014 + _OUTPUTS_2021 + _RESULTS_2021,
)
