"""One good row of each table, as an EPI would type it; tests change one thing at a time."""

ORGANISATION = {"name": "Association numérique", "siret": "73282932000074", "legal_nature_code": "Association"}
OPERATION = {
    "operation_id": "201400026", "programming_period_code": "2014-2020", "title": "Médiation numérique",
    "start_date": "01/01/2014", "end_date": "31/12/2015", "payment_end_date": "30/06/2016",
    "total_eligible_cost_eur": "240 000,00", "fse_agreed_eur": "120 000,00", "fse_rate": "50 %",
}  # fmt: skip
LEA = {"last_name": "M.", "first_name": "Léa", "birth_date": "12/03/1990"}
PARTICIPATION = LEA | {
    "operation_id": "201400026", "entry_date": "01/09/2014", "sex_code": "F", "entry_status_code": "Chômeuse",
    "unemployment_months": "14", "entry_education_level_code": "CAP", "is_jobless_household": "oui",
    "has_dependent_children": "non", "is_single_adult": "non",
}  # fmt: skip
CONTRACT = LEA | {
    "contract_id": "DIE-01", "operation_id": "201400026", "contract_type_code": "CUI-CAE", "start_date": "01/09/2014",
    "planned_end_date": "31/08/2015", "weekly_hours": "26",
}  # fmt: skip
EXPENSE = {
    "expense_id": "P1", "operation_id": "201400026", "contract_id": "DIE-01", "post_code": "Salaires",
    "period_start_date": "01/09/2014", "declared_eur": "1 200,00", "payment_date": "30/09/2014",
}  # fmt: skip
OUTCOME = {
    "contract_id": "DIE-01", "exit_reason_code": "CDI autre employeur", "exit_date": "31/08/2015",
    "observation_date": "10/09/2015", "exit_status_code": "En emploi", "next_contract_type_code": "CDI",
}  # fmt: skip
FOLLOWUP = {"contract_id": "DIE-01", "observation_date": "01/03/2016", "followup_status_code": "En emploi"}
RESOURCE = {
    "resource_id": "R1", "operation_id": "201400026", "funder_type_code": "Département", "planned_eur": "40 000,00",
    "received_eur": "40 000,00", "received_date": "15/12/2014", "is_allocated": "oui",
}  # fmt: skip
CLAIM = {
    "claim_id": "B1", "operation_id": "201400026", "claim_type_code": "Bilan final", "period_start_date": "01/01/2014",
    "period_end_date": "31/12/2015",
}  # fmt: skip
GOOD = {
    "organisations": ORGANISATION, "operations": OPERATION, "participations": PARTICIPATION, "contracts": CONTRACT,
    "fse_spending": EXPENSE, "outcomes": OUTCOME, "followups": FOLLOWUP, "resources": RESOURCE, "claims": CLAIM,
}  # fmt: skip


def spent(**amounts: str) -> list[dict[str, str]]:
    """A retained line a post."""
    common = EXPENSE | {"discarded_eur": "0,00"}
    return [
        common | {"expense_id": post, "post_code": post, "declared_eur": eur, "retained_eur": eur}
        for post, eur in amounts.items()
    ]
