"""Motif de rupture du contrat, as in the DSN."""

from schemas.codelist import Code, CodeList

TERMINATION_REASONS = CodeList(
    "termination_reasons",
    "Motifs de rupture",
    "Reason for the end of the contract (DSN, state of 2016).",
    (
        Code("031", "Fin de CDD", ("31", "Fin de contrat", "Terme du contrat")),
        Code("033", "Inaptitude", ("33", "Rupture pour inaptitude")),
        Code("034", "Fin de période d'essai par l'employeur", ("34",)),
        Code("035", "Fin de période d'essai par le salarié", ("35",)),
        Code("036", "Rupture anticipée par l'employeur", ("36",)),
        Code("037", "Rupture anticipée par le salarié", ("37",)),
        Code("059", "Démission", ("59",)),
        Code("066", "Décès", ("66",)),
        Code("084", "Rupture d'un commun accord", ("84", "Commun accord", "Rupture conventionnelle")),
        Code("087", "Faute grave", ("87",)),
        Code("095", "Rupture anticipée pour faute grave", ("95",)),
        Code("999", "Autre motif", ("Autre",)),
    ),
)
