"""Every rule of the FSE that is told of a row: one row that passes, one that fails."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from tests.fse.judged import Cells
from tests.fse.rows import GOOD
from tests.fse.world import Place

Tables = Mapping[str, Sequence[Cells]]
SIRET, OTHER_SIRET, CLOSED = "73282932000074", "35600000000048", "26123452000011"
BASE = ("operations", "participations", "contracts")


@dataclass(frozen=True)
class Case:
    """One way to break a rule: ``good`` and ``bad`` are the changes to the good row, one a row, by table."""

    rule: str
    code: str
    good: Tables
    bad: Tables
    facts: Mapping[str, str] = field(default_factory=dict)
    bad_facts: Mapping[str, str] = field(default_factory=dict)

    def place(self, number: int, passes: bool) -> Place:
        """An EPI of its own, with an operation and a person of its own, so that no case sees another."""
        changes = self.good if passes else self.bad
        tables: dict[str, Sequence[Cells]] = {name: [{}] for name in BASE} | dict(changes)
        own = {
            "operation_id": f"2014{number:05}",
            "first_name": f"Prénom {number}",
            "supplier": f"Fournisseur {number}",
        }
        rows = {
            table: [GOOD[table] | {k: v for k, v in own.items() if k in GOOD[table]} | change for change in of_table]
            for table, of_table in tables.items()
            if of_table
        }
        return Place(f"epi-{number}", rows, {**self.facts, **({} if passes else self.bad_facts)})


def one_row(rule: str, code: str, table: str, good: Cells, bad: Cells, **more: Any) -> Case:
    """A case of one row of one table; ``more`` are rows of other tables that both have."""
    facts = {name: more.pop(name, {}) for name in ("facts", "bad_facts")}
    return Case(rule, code, {**more, table: [good]}, {**more, table: [bad]}, **facts)


_EAV = {"contract_type_code": "EAV", "start_date": "01/09/2014", "planned_end_date": "31/08/2017"}
_RENEWED = {"contract_id": "DIE-02", "renewal_rank": "1", "start_date": "01/09/2015", "planned_end_date": "29/02/2016"}
_CDD = {"contract_type_code": "CDD"}
_OTHER = {"contract_id": "DIE-02", "first_name": "Autre"}
_LATER = _CDD | {
    "contract_id": "C-2",
    "weekly_hours": "35",
    "start_date": "01/10/2015",
    "planned_end_date": "31/12/2015",
}


def _renewals(*terms: tuple[str, str]) -> list[Cells]:
    return [
        _CDD | {"contract_id": f"C-{n}", "renewal_rank": str(n), "start_date": start, "planned_end_date": end}
        for n, (start, end) in enumerate(terms)
    ]


_TWICE_RENEWED = _renewals(("01/09/2014", "30/11/2014"), ("01/12/2014", "28/02/2015"), ("01/03/2015", "31/05/2015"))
PLACES = (
    one_row("R-S1", "IDENT-01", "organisations", {"siret": SIRET}, {"siret": "7328293200007"}),
    one_row("R-S1", "IDENT-02", "organisations", {"siret": "35600000049837"}, {"siret": "12345678912345"}),
    one_row("R-S2", "IDENT-03", "organisations", {"siret": OTHER_SIRET}, {"siret": "00000000000000"}),
    one_row("R-S3", "IDENT-09", "organisations", {"rna": "W262001234"}, {"rna": "W26200123"}),
    one_row("R-S3", "IDENT-33", "organisations", {"siret": SIRET}, {"siret": f"{SIRET} / W262001234"}),
    one_row("R-S4", "IDENT-51", "organisations", {"siret_state_code": "Fermé", "closing_date": "31/12/2014", "siret": CLOSED},
          {"siret_state_code": "Fermé", "closing_date": "31/08/2014", "siret": CLOSED},
          contracts=[{"employer_siret": CLOSED, "start_date": "01/12/2014"}]),
    one_row("R-S4", "IDENT-50", "organisations", {"siret": "26123451200018"},
          {"siret_state_code": "Fermé", "closing_date": "31/12/2014", "siret": "26123451200018"},
          contracts=[{"employer_siret": "26123451200018"}]),
    one_row("R-S4", "IDENT-52", "organisations", {"siret_state_code": "Successeur", "successor_siret": OTHER_SIRET},
          {"siret_state_code": "Successeur", "successor_siret": ""}),
    one_row("R-S5", "IDENT-53", "organisations", {"insee_code": "26220", "commune": "NYONS CEDEX"},
          {"insee_code": "26113", "commune": "Nyons"}),
    one_row("R-S5", "IDENT-54", "organisations", {"insee_code": "26113"}, {"insee_code": "26999"}),
    one_row("R-S5", "IDENT-53", "contracts", {}, {}, facts={"commune": "Die", "insee_code": "26113"},
          bad_facts={"insee_code": "26220"}),
    one_row("R-S6", "IDENT-55", "organisations", {"postcode": "26150", "commune": "Die (26)"},
          {"postcode": "26400", "commune": "Die"}),
    one_row("R-S6", "IDENT-55", "participations", {"home_postcode": "26340", "home_commune": "St Nazaire le Désert"},
          {"home_postcode": "26150", "home_commune": "Nyons"}),
)  # fmt: skip
CONTRACTS = (
    one_row("R-C1", "DATE-41", "contracts", {"planned_end_date": "01/09/2014"}, {"planned_end_date": "31/08/2014"}),
    one_row("R-C1", "DATE-42", "contracts", {"planned_end_date": "31/08/2015"}, {"planned_end_date": ""}),
    one_row("R-C1", "DATE-43", "contracts", {"contract_type_code": "CDI", "planned_end_date": ""}, {"contract_type_code": "CDI"}),
    one_row("R-C2", "DATE-44", "contracts", {"termination_date": "31/08/2015"}, {"termination_date": "01/09/2015"}),
    one_row("R-C2", "DATE-44", "contracts", {"contract_type_code": "CDI", "termination_date": "01/09/2015"},
          {"contract_type_code": "CDI", "termination_date": "31/08/2014"}),
    one_row("R-C4", "FSE-20", "contracts", _CDD | {"planned_end_date": "29/02/2016"}, _CDD | {"planned_end_date": "01/03/2016"}),
    one_row("R-C4", "FSE-20", "contracts", {"planned_end_date": "01/09/2016", "has_derogation": "oui"},
          {"planned_end_date": "01/09/2016"}),
    one_row("R-C4", "FSE-21", "contracts", _EAV, _EAV | {"planned_end_date": "30/08/2015"}),
    Case("R-C5", "FSE-22",
         {"contracts": _renewals(("01/09/2014", "30/11/2014"), ("01/12/2014", "28/02/2015"))},
         {"contracts": _TWICE_RENEWED}),
    Case("R-C5", "FSE-22",
         {"contracts": _renewals(("01/09/2014", "30/11/2014"), ("01/12/2014", "28/02/2015"), ("01/03/2015", "31/08/2015"))},
         {"contracts": _renewals(("01/09/2014", "30/11/2014"), ("01/12/2014", "28/02/2015"), ("01/03/2015", "31/05/2015"),
                                 ("01/06/2015", "31/08/2015"))}),
    Case("R-C5", "FSE-22",
         {"contracts": [one | {"parent_contract_id": "C-0"} if n else one for n, one in enumerate(_TWICE_RENEWED[:2])]},
         {"contracts": [one | {"parent_contract_id": f"C-{n - 1}"} if n else one for n, one in enumerate(_TWICE_RENEWED)]}),
    one_row("R-C6", "FSE-23", "contracts", {"contract_type_code": "CDI public", "planned_end_date": ""},
          {"contract_type_code": "CDI", "planned_end_date": ""}, facts={"legal_nature_code": "publique"}),
    one_row("R-C7", "DATE-50", "contracts", {**_EAV, "start_date": "01/11/2012", "planned_end_date": "31/10/2015"},
          {**_EAV, "start_date": "31/10/2012", "planned_end_date": "31/10/2015"}),
    one_row("R-C7", "FSE-24", "contracts", _EAV, _EAV | {"birth_date": "31/08/1988"}),
    Case("R-C8", "FSE-25",
         {"contracts": [{"weekly_hours": "20"}, {"contract_id": "C-2", "weekly_hours": "15", "contract_type_code": "CDD"}]},
         {"contracts": [{"weekly_hours": "20"}, {"contract_id": "C-2", "weekly_hours": "16", "contract_type_code": "CDD",
                                                 "start_date": "01/10/2014"}]}),
    Case("R-C8", "FSE-25",
         {"contracts": [{"contract_type_code": "CDI", "termination_date": "30/09/2015"}, _LATER]},
         {"contracts": [{"contract_type_code": "CDI"}, _LATER]}),
    Case("R-C8", "DOUBLON-11", {"contracts": [{}, {"contract_id": "C-2", "planned_end_date": "30/08/2015"}]},
         {"contracts": [{}, {"contract_id": "C-2"}]}),
    one_row("R-C9", "FSE-14", "contracts", {"working_time_rate": "74,29 %"}, {"working_time_rate": "77 %"}),
    one_row("R-C9", "FSE-14", "contracts", {"weekly_hours": "35", "working_time_rate": "98 %"},
          {"weekly_hours": "35", "working_time_rate": "97,99 %"}),
    one_row("R-C9", "FSE-26", "contracts", {"weekly_hours": "20"}, {"weekly_hours": "19,5"}),
    one_row("R-C10", "LISTE-25", "contracts", {"contract_type_code": "CDI", "planned_end_date": ""},
          {"contract_type_code": "Titularisée", "planned_end_date": ""}, facts={"legal_nature_code": "privee"}),
    one_row("R-C10", "LISTE-26", "contracts", {"contract_type_code": "Fonctionnaire", "planned_end_date": ""},
          {"contract_type_code": "Titularisée", "planned_end_date": ""}, facts={"legal_nature_code": "publique"}),
    one_row("R-C10", "LISTE-21", "contracts", {"contract_type_code": "CDI", "planned_end_date": ""},
          {"contract_type_code": "Titularisée", "planned_end_date": ""}),
    Case("R-C11", "FSE-27", {"contracts": [{}, _RENEWED]}, {"contracts": [{}, _RENEWED | {"start_date": "02/09/2015"}]}),
)  # fmt: skip
PARTICIPANTS = (
    one_row("R-P1", "LIEN-10", "participations", {"entry_date": "01/01/2014"}, {"entry_date": "31/12/2013"}),
    Case("R-P2", "FSE-28", {"participations": [{}]}, {"participations": [{}, {"entry_date": "01/12/2014"}]}),
    one_row("R-P4", "FSE-29", "participations", {"exit_date": "02/09/2014"}, {"exit_date": "01/09/2014"}),
    one_row("R-P4", "FSE-29", "outcomes", {"exit_date": "31/08/2015"}, {"exit_date": "01/09/2014", "observation_date": ""},
          contracts=[{"termination_date": "01/09/2014"}]),
    *(
        one_row("R-P5", "FSE-30", "participations", {}, {name: ""})
        for name in ("birth_date", "sex_code", "entry_status_code", "entry_education_level_code", "is_jobless_household",
                     "has_dependent_children", "is_single_adult")
    ),
    one_row("R-P7", "FSE-31", "participations", {"is_long_unemployed": "oui"},
          {"is_long_unemployed": "oui", "entry_status_code": "Inactive"}),
    one_row("R-P7", "LISTE-01", "participations", {"entry_status_code": "Inactive"},
          {"entry_status_code": "Demandeuse d'emploi, inactive"}),
    one_row("R-P8", "DATE-52", "participations", {"birth_date": "01/09/1998"}, {"birth_date": "02/09/1998"}),
    one_row("R-P8", "DATE-47", "contracts", {"birth_date": "01/09/1998"}, {"birth_date": "02/09/1998"}),
    one_row("R-P9", "FSE-32", "participations", {"entry_status_code": "En emploi", "entry_date": "15/08/2014"},
          {"entry_status_code": "En emploi"}),
    one_row("R-P10", "DATE-53", "participations", {"questionnaire_date": "31/08/2015", "exit_date": "31/08/2015"},
          {"questionnaire_date": "01/09/2015", "exit_date": "31/08/2015"}),
    one_row("R-P10", "DATE-53", "outcomes", {"exit_date": "31/08/2015"}, {"exit_date": "01/06/2015", "observation_date": ""},
          participations=[{"questionnaire_date": "02/06/2015"}], contracts=[{"termination_date": "01/06/2015"}]),
    Case("R-P11", "LIEN-11", {"contracts": [{}, _OTHER | {"cost_role_code": "Personnel"}]}, {"contracts": [{}, _OTHER]}),
    Case("R-P11", "LIEN-17", {"participations": [], "contracts": [{"cost_role_code": "Personnel"}]}, {"participations": []}),
    Case("R-P11", "LIEN-12", {}, {"contracts": []}),
)  # fmt: skip
