"""What the twelve people answered on entering the operation, and what is known of two of them six months after leaving.

One row a person, by contract: sex, situation, months of unemployment, diploma, household without work, dependent
children, single parent, disability, benefit, born abroad, rural. One person did not say the diploma, one refused an answer.
"""

ENTRIES: dict[str, tuple[str, ...]] = {
    "LL-2014-01": ("Femme", "Demandeuse d'emploi", "14", "Bac", "oui", "non", "non", "non", "Aucun", "non", "oui"),
    "LL-2014-02": ("Homme", "Demandeur d'emploi", "8", "CAP", "non", "oui", "non", "non", "Aucun", "oui", "oui"),
    "NYO-1": ("Femme", "Inactive", "", "BTS", "non", "oui", "non", "non", "Aucun", "non", "oui"),
    "NYO-2": ("Homme", "Demandeur d'emploi", "7", "CAP", "non", "non", "non", "non", "Aucun", "non", "oui"),
    "MTL/14/003": ("Homme", "Demandeur d'emploi", "5", "Collège", "non", "non", "non", "non", "Aucun", "non", "non"),
    "MTL/14/004": ("Femme", "Demandeuse d'emploi", "20", "Bac", "oui", "oui", "oui", "non", "RSA majoré", "oui", "non"),
    "DIE-01": ("Homme", "Demandeur d'emploi", "30", "CAP", "oui", "non", "non", "oui", "AAH", "non", "oui"),
    "DIE-02": ("Femme", "Inactive", "", "Bac", "non", "non", "non", "non", "Aucun", "non", "oui"),
    "CREST-7": ("Homme", "Demandeur d'emploi", "13", "Collège", "non", "oui", "non", "non", "RSA", "oui", "oui"),
    "CREST-8": ("Femme", "Demandeuse d'emploi", "3", "Licence", "non", "non", "non", "refus", "Aucun", "non", "non"),
    "VAL-2014-A": ("Homme", "Demandeur d'emploi", "4", "CAP", "non", "non", "non", "non", "Aucun", "non", "non"),
    "VAL-2014-B": ("Femme", "Demandeuse d'emploi", "18", "", "oui", "oui", "non", "non", "RSA", "oui", "non"),
}
# By contract: day of the call, situation, contract held, improvement. The call to NYO-1 came three months too early.
FOLLOWUPS: dict[str, tuple[str, str, str | None, str | None]] = {
    "DIE-01": ("2015-07-30", "En emploi", "CDD", None),
    "NYO-1": ("2015-06-30", "En emploi", "CDD", None),
    "VAL-2014-A": ("2015-07-20", "Sans nouvelle", None, None),
}
