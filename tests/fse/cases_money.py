"""The cases of spending, resources, reports, exits and follow-ups."""

from collections.abc import Sequence

from tests.fse.cases import Case, one_row
from tests.fse.judged import Cells

_SHARED = {"allocation_rate": "50 %", "cost_base_eur": "1 200,00", "declared_eur": "600,00"}
_SECOND = {"expense_id": "P2"}
_B1 = {"claim_id": "B1"}
_AIDED = {"contract_type_code": "CDI", "state_aid_eur": "758,30", "planned_end_date": "31/05/2015"}


def _flat_lines(option: str, code: str) -> dict[str, Sequence[Cells]]:
    """Domain F-E2: direct 200 000 of which services 80 000."""
    common = {"claim_id": "B1", "contract_id": ""}
    return {
        "operations": [{"simplified_cost_code": option, "total_eligible_cost_eur": "240 000,00"}],
        "fse_spending": [
            common | {"expense_id": "P1", "post_code": "Fonctionnement", "declared_eur": "120 000,00"},
            common | {"expense_id": "P2", "post_code": code, "declared_eur": "80 000,00"},
        ],
    }


_YEARS_2, _YEARS_3 = {"end_date": "31/12/2015"}, {"end_date": "31/12/2016"}
_PLUS = {"programming_period_code": "2021-2027"}


def _filed(*kinds: str) -> list[Cells]:
    """Reports filed one after the other."""
    return [
        {
            "claim_id": f"B{n}",
            "claim_type_code": kind,
            "period_end_date": f"{n:02}/12/2015",
            "filed_date": f"{n:02}/01/2016",
        }
        for n, kind in enumerate(kinds, 1)
    ]


# One report: staff 80 000, running costs 118 800, participants 1 200.
_STAFF_LINES: dict[str, Sequence[Cells]] = {
    "fse_spending": [
        _B1 | {"declared_eur": "80 000,00"},
        _B1 | {"expense_id": "P2", "contract_id": "", "post_code": "Fonctionnement", "declared_eur": "118 800,00"},
        _B1 | {"expense_id": "P3", "post_code": "Participants", "declared_eur": "1 200,00"},
    ]
}

SPENDING = (
    one_row("R-E1", "LIEN-03", "fse_spending", {"period_start_date": "01/09/2014"},
          {"period_start_date": "01/12/2013", "payment_date": "31/01/2014"}),
    one_row("R-E2", "FSE-04", "fse_spending", {"payment_date": "30/09/2014"}, {"payment_date": ""}),
    one_row("R-E2", "LIEN-13", "fse_spending", {"payment_date": "30/06/2016"}, {"payment_date": "01/07/2016"}),
    one_row("R-E2", "LIEN-13", "fse_spending", {"payment_date": "30/06/2016"}, {"payment_date": "01/07/2016"},
          operations=[{"payment_end_date": ""}]),
    one_row("R-E2", "DATE-45", "fse_spending", {"payment_date": "01/09/2014"}, {"payment_date": "31/08/2014"}),
    one_row("R-E2", "LIEN-14", "fse_spending", _B1 | {"payment_date": "31/12/2014"}, _B1 | {"payment_date": "01/01/2015"},
          claims=[{"claim_type_code": "Intermédiaire", "period_end_date": "31/12/2014"}]),
    one_row("1.7", "FSE-01", "fse_spending",
          {"cost_base_eur": "101,00", "allocation_rate": "81 %", "declared_eur": "81,80"},
          {"cost_base_eur": "101,05", "allocation_rate": "81 %", "declared_eur": "81,84"}),
    one_row("1.3", "MONTANT-41", "operations",
          {"total_eligible_cost_eur": "0,01", "fse_agreed_eur": "0,00", "fse_rate": ""},
          {"total_eligible_cost_eur": "0,00", "fse_agreed_eur": "0,00", "fse_rate": ""}),
    one_row("R-E2", "DATE-45", "fse_spending", {"period_start_date": "30/09/2014", "payment_date": "26/09/2014"},
          {"period_start_date": "30/09/2014", "period_end_date": "15/10/2014", "payment_date": "26/09/2014"}),
    one_row("R-E3", "LIEN-15", "operations", {"application_date": "15/11/2013", "completion_date": "31/12/2015"},
          {"application_date": "15/11/2013", "completion_date": "14/11/2013"}, fse_spending=[{}]),
    Case("R-E4", "DOUBLON-12",
         {"fse_spending": [{"supplier": "Écla", "invoice_number": "F-1"},
                           _SECOND | {"supplier": "Écla", "invoice_number": "F-2", "period_start_date": "01/10/2014",
                                      "payment_date": "31/10/2014"}]},
         {"fse_spending": [{"supplier": "Imprimerie A", "invoice_number": "F-9"},
                           _SECOND | {"supplier": "IMPRIMERIE A", "invoice_number": "f-9", "period_start_date": "01/10/2014",
                                      "payment_date": "31/10/2014"}]}),
    Case("R-E4", "DOUBLON-13", {"fse_spending": [_SHARED, _SHARED | _SECOND]},
         {"fse_spending": [{}, _SECOND | {"declared_eur": "1 300,00"}]}),
    Case("R-E5", "FSE-33", {"fse_spending": [_SHARED, _SHARED | _SECOND | {"operation_id": "201499998"}]},
         {"fse_spending": [_SHARED, _SHARED | _SECOND | {"operation_id": "201499998", "allocation_rate": "60 %",
                                                         "declared_eur": "720,00"}]}),
    Case("R-E6", "FSE-34",
         {"fse_spending": [{}, _SECOND | {"post_code": "Participants", "declared_eur": "80,00"}]},
         {"fse_spending": [{}, _SECOND | {"post_code": "Participants"}]}),
    Case("R-E7", "FSE-35",
         {"contracts": [{"state_aid_eur": "758,30"}],
          "resources": [{"funder_type_code": "ASP", "period_start_date": "01/09/2014", "period_end_date": "31/08/2015"}]},
         {"contracts": [{"state_aid_eur": "758,30"}],
          "resources": [{"funder_type_code": "ASP", "period_start_date": "01/09/2014", "period_end_date": "31/05/2015"}]}),
    one_row("R-E7", "FSE-35", "contracts", _AIDED | {"termination_date": "31/05/2015"}, _AIDED,
          resources=[{"funder_type_code": "ASP", "period_start_date": "01/09/2014", "period_end_date": "31/05/2015"}]),
    one_row("R-E8", "FSE-36", "operations", {"simplified_cost_code": "Réel"}, {"simplified_cost_code": "Forfait 15 %"},
          fse_spending=[{"post_code": "Indirectes", "contract_id": ""}]),
    one_row("R-E8", "FSE-37", "operations", {"simplified_cost_code": "Réel"}, {"simplified_cost_code": "Forfait 40 %"},
          fse_spending=[{"post_code": "Fonctionnement", "contract_id": ""}]),
    one_row("R-E8", "FSE-38", "claims", {"declared_eur": "224 000,00"}, {"declared_eur": "224 000,02"},
          **_flat_lines("Forfait 20 %", "Prestations")),
    one_row("R-E8", "FSE-38", "claims", {"declared_eur": "212 000,00"}, {"declared_eur": "224 000,00"},
          **{**_flat_lines("Forfait 15 %", "Salaires"),
             "fse_spending": [{"claim_id": "B1", "declared_eur": "80 000,00"},
                              {"expense_id": "P2", "claim_id": "B1", "contract_id": "", "post_code": "Fonctionnement",
                               "declared_eur": "120 000,00"}]}),
    one_row("R-E8", "FSE-58", "claims", {"declared_eur": "214 000,01"}, {"declared_eur": "214 000,02"},
          **_flat_lines("Forfait 7 %", "Prestations")),
    one_row("R-E8", "FSE-58", "claims", {"declared_eur": "113 200,00"}, {"declared_eur": "112 000,00"},
          **_STAFF_LINES, operations=[{"simplified_cost_code": "Forfait 40 %"}]),
    one_row("R-E8", "FSE-58", "claims", {"declared_eur": "144 000,00"}, {"declared_eur": "160 000,00"},
          **_STAFF_LINES, operations=[{"simplified_cost_code": "Forfait 20 % personnel"}]),
    one_row("R-E8", "FSE-39", "operations", {"simplified_cost_code": "Forfait 20 %", "programming_period_code": "2007-2013"},
          {"simplified_cost_code": "Forfait 20 %", "programming_period_code": "2021-2027"}),
    one_row("R-E8", "FSE-40", "operations",
          {"simplified_cost_code": "Forfait 20 % personnel", "programming_period_code": "2021-2027"},
          {"simplified_cost_code": "Forfait 20 % personnel"}),
    one_row("R-E9", "FSE-41", "operations", {"public_support_eur": "50 000,00", "simplified_cost_code": "Forfait 15 %"},
          {"public_support_eur": "50 000,00", "simplified_cost_code": "Réel"}),
    one_row("R-E10", "FSE-42", "claims", {"filed_date": "30/06/2016"}, {"filed_date": "01/07/2016"}),
    one_row("R-E10", "FSE-43", "operations", {"planned_claims": "2"}, {"planned_claims": "3"}),
    one_row("R-E10", "FSE-43", "operations", {"planned_claims": "2", "end_date": "01/01/2016"},
          {"planned_claims": "1", "end_date": "01/01/2016"}),
    one_row("R-E10", "FSE-43", "operations",
          {"planned_claims": "3", "programming_period_code": "2021-2027", "end_date": "31/12/2017"},
          {"planned_claims": "2", "programming_period_code": "2021-2027", "end_date": "31/12/2017"}),
    *(
        Case("R-E10", "FSE-59", {"operations": [terms], "claims": _filed(*good)},
             {"operations": [terms], "claims": _filed(*bad)})
        for terms, good, bad in (
            (_YEARS_2, ("Bilan final",), ("Intermédiaire", "Facultatif", "Bilan final")),
            (_YEARS_3, ("Intermédiaire", "Bilan final"), ("Bilan final",)),
            (_YEARS_3, ("Intermédiaire",), ("Intermédiaire", "Facultatif", "Intermédiaire", "Bilan final")),
            (_PLUS | {"end_date": "31/12/2014"}, ("Bilan final",), ("Intermédiaire", "Bilan final")),
            (_PLUS | _YEARS_2, ("Intermédiaire", "Bilan final"), ("Intermédiaire", "Intermédiaire", "Bilan final")),
            (_PLUS | _YEARS_3, ("Intermédiaire", "Bilan final"), ("Bilan final",)),
            (_PLUS | {"end_date": "31/12/2017"}, ("Intermédiaire", "Intermédiaire", "Bilan final"),
             ("Intermédiaire", "Bilan final")),
        )
    ),
    one_row("R-E10", "FSE-44", "claims", {"claim_type_code": "Facultatif", "declared_eur": "72 000,00"},
          {"claim_type_code": "Facultatif", "declared_eur": "71 999,99"}),
    one_row("R-E11", "FSE-02", "fse_spending", {"retained_eur": "1 200,00"}, {"retained_eur": "1 300,00"}),
    one_row("R-E11", "FSE-03", "fse_spending", {"discarded_eur": "100,00", "discard_reason": "Illisible"}, {"discarded_eur": "100,00"}),
    one_row("R-E11", "FSE-57", "claims", {"declared_eur": "10,00", "retained_eur": "10,00"},
          {"declared_eur": "10,00", "retained_eur": "10,01"}),
    one_row("R-E12", "FSE-45", "claims",
          {"retained_eur": "100,01", "retained_resources_eur": "50,00", "fse_retained_eur": "50,00"},
          {"retained_eur": "100,02", "retained_resources_eur": "50,00", "fse_retained_eur": "50,00"}),
    *(
        one_row("R-E13", "FSE-46", "claims",
              {"retained_eur": "240 000,00", "retained_resources_eur": "120 000,00", "fse_retained_eur": "120 000,00"}, bad)
        for bad in (
            {"retained_eur": "300 000,00", "retained_resources_eur": "100 000,00", "fse_retained_eur": "120 000,02"},
            {"retained_eur": "100 000,00", "retained_resources_eur": "0,00", "fse_retained_eur": "50 000,02"},
            {"retained_eur": "100 000,00", "retained_resources_eur": "60 000,00", "fse_retained_eur": "40 000,02"},
        )
    ),
    one_row("R-E14", "FSE-47", "claims", {"filed_date": "01/06/2016", "has_participants": "oui"},
          {"filed_date": "01/06/2016", "has_participants": "non"}),
    Case("R-E14", "FSE-47", {"claims": [{"filed_date": "01/06/2016"}]},
         {"claims": [{"filed_date": "01/06/2016"}], "participations": []}),
    one_row("R-E15", "FSE-48", "operations", {"start_date": "01/01/2013", "end_date": "31/12/2013", "accounts_date": "15/02/2015"},
          {"start_date": "01/01/2013", "end_date": "31/12/2013", "accounts_date": ""}, participations=[]),
    one_row("F-E8", "FSE-54", "operations", {"programming_period_code": "2014-2020"}, {"programming_period_code": "2021-2027"},
          fse_spending=[{}]),
)  # fmt: skip
_LEFT = {"exit_date": "31/08/2015", "observation_date": "10/09/2015"}
_P1 = _LEFT | {"exit_reason_code": "Poste proposé", "exit_status_code": "", "next_contract_type_code": ""}
_PERMANENT = {"contract_type_code": "CDI", "planned_end_date": ""}
RESULTS = (
    one_row("R-O1", "FSE-13", "outcomes", {"observation_date": "28/09/2015"}, {"observation_date": "29/09/2015"}),
    one_row("R-O1", "DATE-46", "outcomes", {"observation_date": "31/08/2015"}, {"observation_date": "30/08/2015"}),
    one_row("R-O2", "FSE-49", "followups", {"observation_date": "30/03/2016"}, {"observation_date": "31/03/2016"}, outcomes=[{}]),
    one_row("R-O2", "FSE-49", "followups", {"observation_date": "30/01/2016"}, {"observation_date": "29/01/2016"}, outcomes=[{}]),
    one_row("R-O3", "LIEN-04", "outcomes", {}, {"exit_date": "30/08/2015"}),
    Case("R-O3", "LIEN-04", {"contracts": [_PERMANENT | {"termination_date": "31/08/2015"}], "outcomes": [{}]},
         {"contracts": [_PERMANENT], "outcomes": [{}]}),
    one_row("R-O4", "FSE-50", "participations", {}, {"entry_status_code": "En emploi", "entry_date": "15/08/2014"}, outcomes=[{}]),
    one_row("R-O4", "FSE-50", "participations", {"entry_status_code": "En emploi", "entry_date": "15/08/2014"}, {},
          outcomes=[{"exit_reason_code": "Inactif", "exit_status_code": "Inactif", "next_contract_type_code": ""}],
          followups=[{"improvement_code": "Promotion", "followup_status_code": "Inactif"}]),
    one_row("R-O5", "FSE-08", "outcomes",
          {"exit_reason_code": "9", "next_contract_type_code": "CDD 6 mois", "next_contract_months": "6"},
          {"exit_reason_code": "9", "next_contract_type_code": "CDD 6 mois", "next_contract_months": "5"}),
    one_row("R-O5", "FSE-08", "outcomes",
          {"exit_reason_code": "10", "next_contract_type_code": "CDD 3 mois", "next_contract_months": "5"},
          {"exit_reason_code": "10", "next_contract_type_code": "CDD 3 mois", "next_contract_months": "6"}),
    one_row("R-O5", "LISTE-23", "outcomes",
          {"exit_reason_code": "CDD de 6 mois et plus", "next_contract_type_code": "CDD 12 mois", "next_contract_months": "12"},
          {"exit_reason_code": "CDD de longue durée", "next_contract_type_code": "CDD 12 mois"}),
    one_row("R-O5", "FSE-09", "outcomes",
          {"exit_reason_code": "CDD de 6 mois et plus", "next_contract_type_code": "CDD 12 mois", "next_contract_months": "12"},
          {"exit_reason_code": "CDD de 6 mois et plus", "next_contract_type_code": "CDD 12 mois"}),
    one_row("R-O6", "FSE-51", "outcomes", _P1 | {"offer_start_date": "28/09/2015"}, _P1 | {"offer_start_date": "29/09/2015"}),
    one_row("R-O7", "FSE-10", "outcomes", {"next_contract_type_code": "CDI"}, {"next_contract_type_code": "CDD 12 mois"}),
    one_row("R-O7", "FSE-55", "outcomes", {"exit_reason_code": "11", "next_employer_nature_code": "Publique"},
          {"exit_reason_code": "11", "next_employer_nature_code": "Association"}),
    one_row("R-O7", "FSE-56", "outcomes", {"exit_reason_code": "14", "next_contract_type_code": "PEC"},
          {"exit_reason_code": "14", "next_contract_type_code": "CDD 6 mois"}),
    one_row("R-O8", "FSE-11", "outcomes", {"has_qualification": "oui", "qualification_title": "BP maçon"}, {"has_qualification": "oui"}),
    one_row("R-O8", "FSE-12", "outcomes", {"exit_category_read_code": "Emploi durable"}, {"exit_category_read_code": "Emploi de transition"}),
    one_row("R-O9", "FSE-52", "outcomes", {"exit_reason_code": "Sans nouvelle", "exit_status_code": "Inconnu"},
          {"exit_reason_code": "Sans nouvelle", "exit_status_code": "Au chômage"}),
    one_row("R-O10", "FSE-53", "outcomes",
          {"exit_reason_code": "1", "next_employer_siret": "73282932000074", "next_rome_code": "G1202"},
          {"next_employer_siret": "73282932000074", "next_rome_code": "G1202"},
          contracts=[{"rome_code": "G1202"}], facts={"siret": "73282932000074"}),
    one_row("R-S4", "FSE-53", "organisations",
          {"siret": "26123453400012", "siret_state_code": "Valide", "successor_siret": "35600000000048"},
          {"siret": "26123453400012", "siret_state_code": "Successeur", "successor_siret": "35600000000048"},
          contracts=[{"rome_code": "G1202", "employer_siret": "26123453400012"}],
          outcomes=[{"next_employer_siret": "35600000000048", "next_rome_code": "G1202"}]),
    Case("domain 1.10", "LIEN-16",
         {"outcomes": [{}]},
         {"outcomes": [{"last_name": "Z.", "first_name": "Yann", "birth_date": "01/01/1980"}]}),
)  # fmt: skip
