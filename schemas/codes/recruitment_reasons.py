"""Motif de recours au CDD, as in the DSN."""

from schemas.codelist import Code, CodeList

RECRUITMENT_REASONS = CodeList(
    "recruitment_reasons",
    "Motifs de recours",
    "Reason for a fixed-term contract (DSN, state of 2016); 09 is the usual one for CUI, EAV and CDDI.",
    (
        Code("01", "Remplacement d'un salarié", ("1", "Remplacement")),
        Code(
            "02",
            "Accroissement temporaire d'activité",
            ("2", "Accroissement", "Accroissement d'activité", "Surcroît"),
        ),
        Code("03", "Emploi saisonnier", ("3", "Saisonnier")),
        Code("05", "Emploi d'usage", ("5", "Usage")),
        Code("06", "Contrat à objet défini", ("6", "Objet défini")),
        Code(
            "09",
            "Recrutement de personnes sans emploi en difficulté",
            ("9", "Insertion", "Personne en difficulté"),
        ),
        Code("10", "Complément de formation professionnelle", ("Complément de formation",)),
        Code("12", "Remplacement d'un chef d'entreprise"),
        Code("13", "Récolte de produits agricoles"),
    ),
)
