"""Codes and headings as people type them: read where they can be one only."""

import pytest

from schemas.codelist import fold
from schemas.codes import CODE_LISTS
from transforms.headings import match_headings


@pytest.mark.parametrize(
    ("codes", "typed", "code"),
    [
        ("labour_statuses", "En CDI", "en_emploi"), ("labour_statuses", "intérim", "en_emploi"),
        ("labour_statuses", "recherche d'emploi", "chomeur"), ("labour_statuses", "retraitée", "inactif"),
        ("exit_reasons", "CDD 12 mois", "9"), ("exit_reasons", "CDD de 3 mois", "10"),
        ("exit_reasons", "CDD - de 6 mois", "10"), ("exit_reasons", "CDD + de 6 mois", "9"),
        ("exit_reasons", "CDD -de 6 mois", "10"), ("exit_reasons", "CDD 6 mois ou plus", "9"),
        ("exit_reasons", "auto-entrepreneur", "4"), ("exit_reasons", "décédée", "17"), ("exit_reasons", "NSP", "8"),
        ("labour_statuses", "inscrit Pôle emploi", "chomeur"), ("entry_statuses", "mère au foyer", "inactif"),
        ("sexes", "Melle", "F"), ("sexes", "Masc.", "M"), ("education_levels", "BEP-CAP", "N3"),
        ("education_levels", "Bac S", "N4"), ("spending_posts", "Salaire brut chargé", "personnel"),
        ("exit_reasons", "CDD de 14 mois", "9"), ("contract_types", "CDD de 12 mois", "CDD"),
        ("contract_types", "CDD à temps partiel", "CDD"), ("contract_types", "CDD d'usage", "CDD"),
        ("contract_types", "CUI/CAE 6 mois", "CUI_CAE"), ("contract_types", "CAE 26h", "CUI_CAE"),
        ("contract_types", "Contrat à durée déterminée (CDD)", "CDD"), ("contract_types", "Emploi d'avenir 36 mois", "EAV"),
        ("exit_reasons", "CDD de plus de 6 mois", "9"), ("exit_reasons", "Création entreprise", "4"),
        ("exit_reasons", "Contrat renouvelé", "P0"), ("exit_reasons", "Demandeuse d'emploi", "7"),
        ("education_levels", "V", "N3"), ("education_levels", "V bis", "N2"), ("education_levels", "iii", "N5"),
        ("education_levels", "Bac général", "N4"), ("spending_posts", "Salaires et charges", "personnel"),
        ("payment_proofs", "Fiches de paie", "bulletin_salaire"), ("legal_natures", "Mairie", "publique"),
        ("payment_proofs", "Bulletin de paye", "bulletin_salaire"), ("payment_proofs", "DADS / DSN", "journal_paie"),
        ("spending_posts", "Salaire + charges", "personnel"), ("spending_posts", "Sous-traitance", "prestations"),
        ("claim_types", "Demande de solde", "final"), ("funder_types", "CD26", "departement"),
        ("funder_types", "Aides de l'État", "etat"), ("exit_reasons", "Renouvellement", "P0"), ("exit_reasons", "Perdu de vue", "8"),
    ],
)  # fmt: skip
def test_what_can_be_one_only_is_read_however_it_is_said(codes: str, typed: str, code: str) -> None:
    assert CODE_LISTS[codes].by_spelling[fold(typed)] == code


@pytest.mark.parametrize(
    ("codes", "typed"),
    [
        ("labour_statuses", "Sans emploi"), ("labour_statuses", "En formation"), ("entry_statuses", "CDD"), ("exit_reasons", "Formation"),
        ("exit_reasons", "Embauche en CDI"), ("exit_reasons", "En CDD"), ("education_levels", "Brevet"),
        ("education_levels", "I"), ("spending_posts", "Charges"), ("spending_posts", "Loyer"),
    ],
)  # fmt: skip
def test_what_may_be_several_is_none(codes: str, typed: str) -> None:
    assert fold(typed) not in CODE_LISTS[codes].by_spelling


@pytest.mark.parametrize(
    ("table", "heading", "column"),
    [
        ("contracts", "DDN", "birth_date"), ("contracts", "Contrat n°", "contract_id"),
        ("contracts", "Heures/semaine", "weekly_hours"), ("contracts", "Fin prévisionnelle", "planned_end_date"),
        ("fse_spending", "Type de dépense", "post_code"), ("fse_spending", "Mois de paie", "period_start_date"),
        ("outcomes", "Type de contrat obtenu", "next_contract_type_code"),
        ("participations", "Dernier diplôme", "entry_education_level_code"),
        ("operations", "Date de début de l'opération", "start_date"), ("operations", "Montant FSE", "fse_agreed_eur"),
        ("claims", "Montant déclaré", "declared_eur"), ("claims", "Dépenses retenues après CSF", "retained_eur"),
        ("claims", "Cofinancements retenus", "retained_resources_eur"), ("claims", "Montant FSE retenu", "fse_retained_eur"),
        ("claims", "FSE perçu", "fse_paid_eur"), ("claims", "Envoyé le", "filed_date"), ("claims", "Période du", "period_start_date"),
        ("resources", "Montant reçu", "received_eur"), ("resources", "Montant notifié", "planned_eur"),
        ("resources", "Encaissé le", "received_date"), ("resources", "Bilan n°", "claim_id"),
        ("fse_spending", "Montant rejeté", "discarded_eur"), ("fse_spending", "Dépense écartée", "discarded_eur"),
        ("fse_spending", "Date de règlement", "payment_date"), ("fse_spending", "Salaire + charges", "cost_base_eur"),
    ],
)  # fmt: skip
def test_headings_are_known_as_people_write_them(table: str, heading: str, column: str) -> None:
    [match] = match_headings([("A", heading)], table, {})
    assert (match.field, match.is_read) == (column, True)


@pytest.mark.parametrize("heading", ["Montant éligible", "Convention"])
def test_a_heading_is_not_proposed_for_what_it_is_not(heading: str) -> None:
    assert not any(match_headings([("A", heading)], table, {})[0].suggestion for table in ("fse_spending", "resources"))
