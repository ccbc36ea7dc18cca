"""The public list of operations: what each programming period publishes, under the words of its regulation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import polars as pl


@dataclass(frozen=True)
class ListColumn:
    """One heading of the list: the field it is filled from, what it holds, and the heading in a second language.

    ``asked_as`` is the column of our workbook that fills it, named where the cell is empty; empty for what no file says.
    """

    heading: str
    field: str
    meaning: str
    english: str
    asked_as: str = ""
    kind: Literal["text", "date", "amount", "percent"] = "text"

    @property
    def dtype(self) -> pl.DataType:
        """The Polars type of the column."""
        kinds = {"text": pl.String(), "date": pl.Date(), "amount": pl.Decimal(18, 2), "percent": pl.Decimal(6, 2)}
        return kinds[self.kind]

    @property
    def words(self) -> str:
        """What the workbook says of the column, its heading in English last."""
        return f"{self.meaning} En anglais : « {self.english} »."


@dataclass(frozen=True)
class ListLayout:
    """The columns of one period, in the order of its regulation, and the name of its fund."""

    period: str
    fund: str
    source: str
    columns: tuple[ListColumn, ...]


COUNTRY = "France"
_CODE = ListColumn(
    "Code unique de l'opération", "operation_id", "Numéro de l'opération dans Ma démarche FSE.", "Operation code"
)
_BENEFICIARY = "Personnes morales seulement ; le nom d'une personne physique n'est jamais publié."
_RATE = "En pour cent : taux de l'opération (l'entrepôt ne connaît pas celui de l'axe)."
_UPDATED = ListColumn(
    "Date de la dernière mise à jour de la liste des opérations", "updated_date", "Jour auquel la liste est arrêtée.",
    "Date of last update of the list of operations", kind="date",
)  # fmt: skip
_REMARKS = ListColumn("Remarques", "remarks", "Ce qui manque, et où le saisir ; à vider avant publication.", "Remarks")

OF_2014 = ListLayout(
    "2014-2020", "FSE", "Règlement (UE) n° 1303/2013, article 115, paragraphe 2, et annexe XII",
    (
        _CODE,
        ListColumn("Nom du bénéficiaire", "beneficiary", _BENEFICIARY, "Beneficiary name"),
        ListColumn("Nom de l'opération", "title", "Intitulé de la convention.", "Operation name", "Intitulé de l'opération"),
        ListColumn("Résumé de l'opération", "summary", "Objet et résultats attendus.", "Operation summary", "Résumé"),
        ListColumn("Date de début de l'opération", "start_date", "Premier jour de réalisation.", "Operation start date", "Début de réalisation", "date"),
        ListColumn("Date de fin de l'opération", "end_date", "Dernier jour de réalisation prévu.", "Operation end date", "Fin de réalisation", "date"),
        ListColumn("Total des dépenses éligibles attribué à l'opération", "cost_eur", "En euros, tel que conventionné.", "Total eligible expenditure allocated to the operation", "Coût total éligible", "amount"),
        ListColumn("Taux de cofinancement par l'Union, par axe prioritaire", "rate_percent", _RATE, "Union co-financing rate (as per priority axis)", "Taux FSE", "percent"),
        ListColumn("Code postal de l'opération", "postcode", "Code postal du lieu de l'opération.", "Operation postcode", "Code postal"),
        ListColumn("Pays", "country", "Pays de l'opération.", "Country"),
        ListColumn("Catégorie d'intervention", "intervention", "Dénomination ou code de la catégorie dont relève l'opération.", "Name of category of intervention", "Catégorie d'intervention"),
        _UPDATED,
        _REMARKS,
    ),
)  # fmt: skip
OF_2021 = ListLayout(
    "2021-2027", "FSE+", "Règlement (UE) 2021/1060, article 49, paragraphe 3",
    (
        _CODE,
        ListColumn("Nom du bénéficiaire", "beneficiary", _BENEFICIARY, "Beneficiary's name"),
        ListColumn("Nom du contractant", "contractor", "En cas de marché public ; l'entrepôt ne le connaît pas.", "Contractor's name"),
        ListColumn("Dénomination de l'opération", "title", "Intitulé de la convention.", "Name of the operation", "Intitulé de l'opération"),
        ListColumn("Finalité de l'opération et réalisations escomptées ou réelles", "summary", "Objet et résultats.", "Purpose of the operation and its expected or actual achievements", "Résumé"),
        ListColumn("Date de début de l'opération", "start_date", "Premier jour de réalisation.", "Start date of the operation", "Début de réalisation", "date"),
        ListColumn("Date escomptée ou réelle d'achèvement de l'opération", "completion_date", "Date d'achèvement si elle est connue, sinon dernier jour prévu.", "Expected or actual date of completion of the operation", "Fin de réalisation", "date"),
        ListColumn("Coût total de l'opération", "cost_eur", "En euros : coût total éligible conventionné, seul connu de l'entrepôt.", "Total cost of the operation", "Coût total éligible", "amount"),
        ListColumn("Fonds concerné", "fund", "Fonds qui cofinance l'opération.", "Fund concerned"),
        ListColumn("Objectif spécifique concerné", "axis", "Axe, priorité ou objectif spécifique, tel que saisi.", "Specific objective concerned", "Axe"),
        ListColumn("Taux de cofinancement par l'Union", "rate_percent", _RATE, "Union co-financing rate", "Taux FSE", "percent"),
        ListColumn("Indicateur de localisation de l'opération", "place", "Code postal et commune de l'opération.", "Location indicator of the operation", "Code postal"),
        ListColumn("Pays", "country", "Pays de l'opération.", "Country"),
        ListColumn("Localisation du bénéficiaire", "beneficiary_place", "Opération mobile ou en plusieurs lieux : celle du bénéficiaire, personne morale.", "Location of the beneficiary"),
        ListColumn("Type d'intervention de l'opération", "intervention", "Type d'intervention dont relève l'opération.", "Type of intervention for the operation", "Catégorie d'intervention"),
        _UPDATED,
        _REMARKS,
    ),
)  # fmt: skip
LAYOUTS: Mapping[str, ListLayout] = {layout.period: layout for layout in (OF_2014, OF_2021)}

# A legal nature « privée » is also that of a sole trader: a name is published of a public body, of an association with
# its RNA, or where it says itself what it is; never where it says that it is a person.
PUBLIC_NATURES = ("publique", "privee_capitaux_publics")
LEGAL_PERSON = (
    r"(?i)\b(association|fondation|f[ée]d[ée]ration|soci[ée]t[ée]|sarl|sas|sasu|scop|scic|eurl|gip|gie|"
    r"coop[ée]rative|p[ôo]le|centre social|mjc|mission locale|ccas|communaut[ée]|commune|mairie|d[ée]partement|"
    r"r[ée]gion|syndicat|chambre de|r[ée]gie|[ée]tablissement|epci)\b"
)
NATURAL_PERSON = (
    r"(?i)(^|\s)(m\.|mr\.?|mme\.?|mlle\.?|monsieur|madame|mademoiselle|ei|entrep(reneur|rise) individuel(le)?|"
    r"(auto|micro)-?\s?entrep(reneur|reneuse|rise))(\s|$)"
)

NAME_WITHHELD = (
    "Nom du bénéficiaire non publié : rien n'établit qu'il s'agit d'une personne morale. Si c'en est une, indiquez sa "
    "nature juridique et son RNA dans la feuille « Structures »."
)
NAME_UNKNOWN = (
    "Nom du bénéficiaire inconnu : indiquez son SIRET dans la feuille « Opérations », et sa raison sociale avec ce SIRET "
    "dans la feuille « Structures »."
)


def to_complete(headings: list[str]) -> str:
    """The sentence that names the columns of our workbook to fill in."""
    return f"À compléter dans la feuille « Opérations » : {', '.join(headings)}."
