"""What the questionnaires ask of a person: sex, answers that may be refused, benefits, who sent the person."""

from schemas.codelist import Code, CodeList

SEXES = CodeList(
    "sexes",
    "Sexes",
    "Sex, by which every indicator is broken down; X exists in the FSE+ alone.",
    (
        Code("F", "Femme", ("Féminin", "Madame", "Mme", "Mlle", "Melle", "Fille", "Fém.")),
        Code("M", "Homme", ("Masculin", "Monsieur", "H", "Mr", "Garçon", "Masc.")),
        Code("X", "Non binaire", ("Autre", "Non-binaire")),
    ),
)
ANSWERS = CodeList(
    "answer_choices",
    "Réponses",
    "Answer to a question that the person may refuse; a refusal is an answer, not a gap (R-P6).",
    (
        Code("oui", "Oui", ("O", "Vrai", "True", "X", "1")),
        Code("non", "Non", ("N", "Faux", "False", "0")),
        Code("refus", "Refus de répondre", ("Refuse", "Ne souhaite pas répondre", "Refusé", "NSPR")),
    ),
)
SOCIAL_BENEFITS = CodeList(
    "social_benefits",
    "Minima sociaux",
    "Benefit received at entry; RSA with or without its increase, as the ASP tells them apart.",
    (
        Code("aucun", "Aucun", ("Non", "N", "Sans")),
        Code("rsa", "RSA non majoré", ("RSA", "OUI-NM")),
        Code("rsa_majore", "RSA majoré", ("OUI-M",)),
        Code("ass", "Allocation de solidarité spécifique", ("ASS",)),
        Code("aah", "Allocation aux adultes handicapés", ("AAH",)),
        Code("autre", "Autre minimum social", ("Autre", "ASPA", "ATA", "ADA")),
        Code("refus", "Refus de répondre", ("Refus", "Ne souhaite pas répondre")),
    ),
)
REFERRERS = CodeList(
    "referrers",
    "Prescripteurs",
    "Who sent the person; codes of this project, those of the ASP list (ref_orienteur) being dated.",
    (
        Code("france_travail", "France Travail", ("Pôle emploi", "ANPE", "FT", "PE")),
        Code("mission_locale", "Mission locale", ("ML",)),
        Code("cap_emploi", "Cap emploi", ()),
        Code("plie", "PLIE", ("Plan local pour l'insertion et l'emploi",)),
        Code("departement", "Département", ("Conseil départemental", "Conseil général", "CD", "CG")),
        Code("ccas", "CCAS", ("Centre communal d'action sociale",)),
        Code("siae", "Structure d'insertion", ("SIAE", "Structure IAE")),
        Code("spontane", "Candidature spontanée", ("Spontané", "Spontanée")),
        Code("autre", "Autre prescripteur", ("Autre",)),
    ),
)
IMPROVEMENTS = CodeList(
    "improvements",
    "Améliorations de la situation",
    "What is better six months after leaving: the closed list of the Commission; a pay rise alone does not count (CR07).",
    (
        Code("precaire_vers_stable", "D'un emploi précaire à un emploi stable", ("Emploi stable",)),
        Code("sous_emploi_vers_plein", "Du sous-emploi au plein emploi", ("Temps plein", "Plein emploi")),
        Code("poste_plus_qualifie", "Poste plus qualifié", ("Plus qualifié",)),
        Code("plus_de_responsabilites", "Plus de responsabilités", ("Responsabilités",)),
        Code("promotion", "Promotion", ("Promu", "Promue")),
        Code("aucune", "Aucune amélioration", ("Aucune", "Non", "Augmentation de salaire", "Augmentation")),
    ),
)
COST_ROLES = CodeList(
    "cost_roles",
    "Rôles dans l'opération",
    "Whether the person on the contract is a participant of the operation, its staff, or both (R-E6, R-P11).",
    (
        Code("participant", "Participant", ("Participante", "Bénéficiaire")),
        Code("staff", "Personnel du projet", ("Personnel", "Salarié permanent", "Encadrant", "Encadrante")),
        Code("both", "Participant et personnel", ("Les deux",)),
    ),
)
