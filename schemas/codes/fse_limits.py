"""The numbers of the formulas of the FSE: windows, bases and thresholds, each with where it comes from."""

from schemas.codelist import Code, CodeList


def _limit(code: str, value: str, unit: str, source: str, label: str) -> Code:
    return Code(code, label, (), {"value": value, "unit": unit, "source": source})


FSE_LIMITS = CodeList(
    "fse_limits",
    "Seuils et délais du FSE",
    "Numbers that the views of the FSE use; mart.fse_rules gives them as one row. unit and source say of what, and from "
    "where: G is general knowledge, P a convention of this project.",
    (
        _limit("exit_window_days", "28", "days", "R-O1, F-I2 to F-I5", "Délai du questionnaire de sortie"),
        _limit("followup_months", "6", "months", "R-O2", "Suivi après la sortie"),
        _limit("followup_tolerance_days", "30", "days", "R-O2 [P]", "Tolérance du suivi"),
        _limit("payment_months", "6", "months", "R-E2", "Acquittement après la fin de réalisation"),
        _limit("final_claim_months", "6", "months", "R-E10", "Bilan final après la fin de réalisation"),
        _limit("claim_notice_days", "90", "days", "P", "Annonce d'un bilan à déposer"),
        _limit("household_until", "2018-08-02", "date", "R-P5, domain 2.1 [P]", "Situation du ménage demandée avant le"),
        _limit("young_age", "25", "years", "domain 2.1", "Âge sous lequel on est jeune (CO06)"),
        _limit("senior_age", "55", "years", "domain 2.1, 2.2", "Âge à partir duquel on est senior (CO07, EECO08)"),
        _limit("child_age", "18", "years", "domain 2.2", "Âge de la majorité (EECO06)"),
        _limit("young_adult_age", "30", "years", "domain 2.2", "Âge au-delà de 18 à 29 ans (EECO07)"),
        _limit("long_unemployed_young_months", "6", "months", "domain 2.1, CO02 [G]", "Chômage de longue durée avant 25 ans"),
        _limit("long_unemployed_months", "12", "months", "domain 2.1, CO02 [G]", "Chômage de longue durée dès 25 ans"),
        _limit("full_time_week_hours", "35", "hours", "F-C3", "Semaine d'un temps plein"),
        _limit("full_time_year_hours", "1607", "hours", "F-C3 [G]", "Année d'un temps plein, base commune"),
        _limit("iae_year_hours", "1820", "hours", "F-C3", "Année d'un temps plein, base de l'IAE"),
        _limit("unit_cost_year_hours", "1720", "hours", "F-E2, unit_cost [G]", "Année du coût unitaire horaire"),
        _limit("asp_months_per_day", "0.0328767", "months", "F-C4", "Mois par jour, à la façon de l'ASP"),
    ),
)  # fmt: skip
