"""FSE, DATE and LIEN: the participants and their entry questionnaire."""

from schemas.rules.rule import Rule

_COUNTS = "Une fiche incomplète ou contradictoire ne compte dans aucun indicateur."

FSE_PARTICIPANTS = (
    Rule("LIEN-10", "entry_outside_operation", "reject", "La date d'entrée sort de la période de réalisation de l'opération.",
         "Une personne entrée hors période n'est pas comptée dans les indicateurs.", "Vérifiez la date d'entrée et le n° d'opération.",
         source="R-P1"),
    Rule("FSE-28", "second_entry", "info", "Cette personne est entrée plusieurs fois dans l'opération ; elle n'y compte qu'une fois.",
         "Les réponses de la première entrée et la dernière sortie sont retenues.", "Vérifiez qu'il s'agit bien d'un retour.", source="R-P2; R-P3: another operation is another participation"),
    Rule("FSE-29", "one_day_only", "reject", "La personne est restée un jour ou moins : elle n'est pas un participant.",
         "Une présence d'un jour ne compte pas.", "Vérifiez les dates d'entrée et de sortie, ou retirez la ligne.", source="R-P4"),
    Rule("FSE-30", "incomplete_entry", "warn", "La fiche d'entrée est incomplète : « {title} » manque.",
         "Un participant incomplet compte dans le total, mais dans aucun indicateur.", "Complétez la cellule.", source="R-P5; R-P6: a refusal is an answer"),
    Rule("FSE-31", "long_unemployed_not_unemployed", "reject",
         "La personne est dite chômeuse de longue durée sans être demandeuse d'emploi à l'entrée.",
         _COUNTS, "Corrigez la situation à l'entrée, ou l'une des deux réponses.", source="R-P7"),
    Rule("DATE-52", "entry_age_out_of_range", "reject", "L'âge à l'entrée est inférieur à 16 ans ou supérieur à 99 ans.",
         "La date de naissance ou la date d'entrée est sans doute fausse.", "Vérifiez les deux dates.", source="R-P8"),
    Rule("FSE-32", "status_of_the_contract_itself", "warn",
         "La personne est dite en emploi à l'entrée, le jour même où commence son contrat FSE.",
         "La situation demandée est celle d'avant l'embauche.", "Indiquez la situation de la veille du contrat.", "Demandeur d'emploi", "R-P9"),
    Rule("DATE-53", "entry_asked_after_exit", "reject", "Le questionnaire d'entrée est daté d'après la sortie.",
         "Les réponses d'entrée ne peuvent être recueillies après coup.", "Vérifiez les deux dates.", source="R-P10"),
    Rule("DATE-54", "left_before_entry", "reject", "La date de sortie précède la date d'entrée.",
         "La durée de la participation serait négative.", "Vérifiez les deux dates.", source="domain 1.5"),
    Rule("LIEN-11", "contract_without_participation", "warn",
         "Aucune fiche d'entrée n'existe pour la personne de ce contrat dans cette opération.",
         "Sans fiche d'entrée, la personne ne compte dans aucun indicateur.",
         "Ajoutez sa fiche d'entrée, ou indiquez qu'elle fait partie du personnel du projet.", source="R-P11"),
    Rule("LIEN-12", "participation_without_contract", "warn",
         "Aucun contrat n'existe pour ce participant dans cette opération.",
         "Le nom, la date de naissance ou l'opération diffèrent sans doute de ceux du contrat.",
         "Vérifiez-les sur les deux feuilles, ou ajoutez le contrat.", source="R-P11"),
    Rule("LIEN-16", "person_differs_from_contract", "warn", "La personne nommée n'est pas celle du contrat cité.",
         "La sortie ou le suivi serait attribué à une autre personne.", "Vérifiez le n° de contrat, le nom et la date de naissance.",
         source="domain 1.10: one current exit per participation"),
    Rule("IDENT-41", "unusual_operation_number", "warn", "Un numéro d'opération de Ma démarche FSE a neuf chiffres et commence par l'année.",
         "Un numéro mal recopié ne se rattache à aucune convention.", "Recopiez le numéro de la convention.", "201600016",
         "domain 1.3: shape from one example", is_verified=False),
)  # fmt: skip
