"""LIEN: rows that refer to other rows."""

from schemas.rules.rule import Rule

LINKS = (
    Rule(
        "LIEN-01", "unknown_contract", "warn",
        "Le contrat cité n'est pas parmi les contrats pris en compte de votre espace.",
        "Sans contrat, la dépense ou la sortie ne peut être rattachée à une personne recrutée.",
        "Si la ligne du contrat est mise de côté, corrigez-la ; sinon, recopiez le n° de contrat tel qu'il figure dans la feuille des contrats, ou ajoutez le contrat manquant.",
        "DIE-2014-01",
    ),
    Rule(
        "LIEN-02", "unknown_operation", "warn",
        "L'opération FSE citée n'est pas parmi les opérations prises en compte.",
        "La dépense ne peut être comparée au montant conventionné.",
        "Recopiez le n° d'opération tel qu'il figure sur la convention. S'il est exact, corrigez la ligne de l'opération si elle est mise de côté, ou signalez-le au coordinateur.",
        "201400026",
    ),
    Rule(
        "LIEN-03", "outside_operation_period", "reject",
        "La période de la dépense sort de la période de réalisation de l'opération.",
        "Une dépense hors période n'est pas remboursée par le FSE.",
        "Vérifiez le mois saisi et le n° d'opération.",
        source="R-E1; convention, article 2.1",
        example="opération du 01/01/2014 au 31/12/2015, dépense du 01/09/2014",
    ),
    Rule(
        "LIEN-04", "exit_while_contract_runs", "reject",
        "Une sortie est saisie alors qu'un contrat de la même personne court encore à cette date, dans la même opération.",
        "Une personne en contrat n'est pas sortie : un renouvellement à l'étude n'est pas une sortie.",
        "Choisissez « Contrat en cours ou renouvellement à l'étude », corrigez la date de sortie, ou indiquez la date de rupture du contrat.",
        source="R-O3; R-C3: a contract is over by its rupture or its term",
        example="Contrat en cours ou renouvellement à l'étude",
    ),
)  # fmt: skip
