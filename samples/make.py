"""Make the samples: the deliveries of six EPI, each with habits of its own. `python samples/make.py [FOLDER]`"""

import random
import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

from formats import Cells, write_csv, write_ods, write_xls, write_xlsx
from network_rows import claims, operations, organisations, resources
from rows import Row, contracts, followups, outcomes, participations, spending

SEED = 2015
CONTRACTS = {
    "contract_id": "N° contrat", "last_name": "Nom", "first_name": "Prénom", "birth_date": "Date de naissance",
    "operation_id": "N° opération", "type": "Type de contrat", "start": "Date de début", "end": "Date de fin prévue",
    "hours": "Durée hebdo", "rome": "Code ROME", "post": "Poste", "salary": "Salaire brut", "note": "Salle",
}  # fmt: skip
SPENDING = {
    "expense_id": "N° pièce", "operation_id": "N° opération", "contract_id": "N° contrat", "post": "Poste de dépense",
    "label": "Libellé", "month": "Mois", "base": "Coût total", "share": "Part affectée", "declared": "Montant déclaré",
    "paid": "Date d'acquittement", "proof": "Justificatif", "discarded": "Montant écarté", "why": "Motif de l'écart",
    "retained": "Montant retenu",
}  # fmt: skip
OUTCOMES = {
    "contract_id": "N° contrat", "last_name": "Nom", "first_name": "Prénom", "exit_date": "Date de sortie",
    "observed": "Questionnaire rempli le", "reason": "Motif de sortie", "status": "Situation à la sortie",
    "next_contract": "Nouveau contrat", "next_months": "Durée du nouveau contrat", "next_rome": "Code ROME suivant",
    "qualified": "Qualification obtenue", "title": "Intitulé de la qualification", "level": "Niveau de la qualification",
    "stays": "Continue dans le numérique", "offer": "Poste proposé le", "offer_start": "Prise de poste prévue",
    "note": "Observations", "next_start": "Début du nouveau contrat", "qualified_on": "Date d'obtention",
}  # fmt: skip
PARTICIPATIONS = {
    "last_name": "Nom", "first_name": "Prénom", "birth_date": "Date de naissance", "operation_id": "N° opération",
    "entry_date": "Date d'entrée", "questionnaire": "Questionnaire d'entrée rempli le", "sex": "Sexe",
    "status": "Situation à l'entrée", "months": "Durée de chômage", "level": "Niveau de diplôme",
    "jobless": "Ménage sans emploi", "children": "Enfants à charge", "single": "Parent isolé", "disability": "RQTH",
    "benefit": "Minima sociaux", "abroad": "Né à l'étranger", "rural": "Zone rurale",
}  # fmt: skip
FOLLOWUPS = {
    "contract_id": "N° contrat", "last_name": "Nom", "first_name": "Prénom", "observed": "Date du suivi",
    "status": "Situation à six mois", "contract": "Contrat à six mois", "improvement": "Amélioration",
}  # fmt: skip
OPERATIONS = {
    "operation_id": "N° OPERATION", "title": "INTITULE", "period": "PROGRAMMATION", "programme": "PO",
    "start": "DEBUT DE REALISATION", "end": "FIN DE REALISATION", "paid_until": "FIN D'ACQUITTEMENT",
    "cost": "COUT TOTAL ELIGIBLE", "fse": "MONTANT FSE CONVENTIONNE", "rate": "TAUX FSE",
    "valid_until": "FIN DE VALIDITE", "beneficiary": "SIRET DU BENEFICIAIRE", "support": "SOUTIEN PUBLIC",
    "option": "OCS", "applied": "DATE DE LA DEMANDE", "claims": "BILANS PREVUS",
}  # fmt: skip
ORGANISATIONS = {
    "name": "RAISON SOCIALE", "siret": "SIRET", "nature": "NATURE JURIDIQUE", "role": "ROLE", "postcode": "CODE POSTAL",
    "commune": "COMMUNE", "insee": "CODE INSEE",
}  # fmt: skip
RESOURCES = {
    "resource_id": "N° RESSOURCE", "operation_id": "N° OPERATION", "kind": "TYPE DE FINANCEUR", "funder": "NOM DU FINANCEUR",
    "planned": "MONTANT PREVU", "received": "MONTANT PERCU", "received_on": "DATE DE PERCEPTION",
    "allocated": "AFFECTEE A L'OPERATION", "start": "DEBUT DE PERIODE", "end": "FIN DE PERIODE",
}  # fmt: skip
CLAIMS = {
    "claim_id": "N° BILAN", "operation_id": "N° OPERATION", "kind": "TYPE DE BILAN", "start": "DEBUT DE PERIODE",
    "end": "FIN DE PERIODE", "due": "DATE LIMITE DE DEPOT", "filed": "DATE DE DEPOT", "declared": "DEPENSES DECLAREES",
    "retained": "DEPENSES RETENUES", "resources": "RESSOURCES RETENUES", "asked": "FSE DEMANDE", "kept": "FSE RETENU",
    "paid": "FSE VERSE", "participants": "PARTICIPANTS SAISIS",
}  # fmt: skip
CREST = {"contract_id": "Réf. contrat", "start": "Embauché le", "end": "Échéance", "post": "Intitulé du poste",
         "hours": "h/sem", "type": "Nature du contrat"}  # fmt: skip


def table(rows: list[Row], headings: dict[str, str]) -> Cells:
    """Headings, then rows in their order."""
    return [list(headings.values()), *([_percent(name, row[name]) for name in headings] for row in rows)]


def _percent(name: str, value: Any) -> Any:
    if name in ("share", "rate") and value is not None:
        return f"{value * 100:.0f} %"
    return value or None if name == "note" else value


def make(folder: Path) -> None:
    """Write every delivery below ``folder``."""
    chance = random.Random(SEED)
    paid = {epi: spending(epi, chance) for epi in ("livron-loriol", "nyons", "montelimar", "die", "crest", "valence")}
    for epi in paid:
        (folder / epi).mkdir(parents=True, exist_ok=True)
    _livron_loriol(folder / "livron-loriol" / "suivi FSE.xlsx", paid["livron-loriol"])
    write_ods(folder / "nyons" / "nyons_fse.ods", _sheets("nyons", paid["nyons"]))
    for name, rows in _sheets("montelimar", paid["montelimar"]).items():
        write_csv(folder / "montelimar" / f"{name.lower().replace('é', 'e')}.csv", rows)
    write_xls(folder / "die" / "EPI DIE.xls", _sheets("die", paid["die"]))
    _crest(folder / "crest" / "tableau de bord.xlsx", paid["crest"])
    _valence(folder / "valence" / "VALENCE.xlsx", paid["valence"])


def _sheets(epi: str, paid: list[Row]) -> dict[str, Cells]:
    sheets = {
        "Contrats": table(contracts(epi), CONTRACTS),
        "Dépenses": table(paid, SPENDING),
        "Devenir": table(outcomes(epi), OUTCOMES),
        "Participants": table(participations(epi), PARTICIPATIONS),
    }
    called = followups(epi)
    return sheets | {"Suivi à six mois": table(called, FOLLOWUPS)} if called else sheets


def _livron_loriol(path: Path, paid: list[Row]) -> None:
    """Two title rows above each table, a total below the spending."""
    sheets = {
        name: [["EPI de Livron-Loriol"], [f"{name} : situation au 31 juillet 2015"], *rows]
        for name, rows in _sheets("livron-loriol", paid).items()
    }
    declared = list(SPENDING).index("declared")
    total: list[Any] = [None] * len(SPENDING)
    total[0], total[declared] = "Total", sum(row["declared"] for row in paid)
    sheets["Dépenses"].append(total)
    write_xlsx(path, sheets)


def _crest(path: Path, paid: list[Row]) -> None:
    """Sheets named its own way, some columns hidden, an empty row in the middle."""
    rows = table(paid, SPENDING | {"expense_id": "Réf. pièce", "declared": "Dépense réalisée"})
    rows.insert(8, [None] * len(SPENDING))
    sheets = {
        "Nos salariés": table(contracts("crest"), CONTRACTS | CREST),
        "FSE 2014-2015": rows,
        "Que sont-ils devenus": table(outcomes("crest"), OUTCOMES),
        "Entrées": table(participations("crest"), PARTICIPATIONS),
    }
    write_xlsx(path, sheets, hidden_columns="D:E")


def _valence(path: Path, paid: list[Row]) -> None:
    """Accents dropped, capitals, columns the other way round; and what is the whole network's."""
    bare = str.maketrans("ÉÈÊÀÂÎÏÔÛÇ", "EEEAAIIOUC")

    def turned(headings: dict[str, str]) -> dict[str, str]:
        return {name: headings[name].upper().translate(bare) for name in reversed(headings)}

    sheets = {
        "OPERATIONS": table(operations(), OPERATIONS),
        "CONTRATS": table(contracts("valence"), turned(CONTRACTS)),
        "DEPENSES": table(paid, turned(SPENDING)),
        "DEVENIR": table(outcomes("valence"), turned(OUTCOMES)),
        "PARTICIPANTS": table(participations("valence"), turned(PARTICIPATIONS)),
        "SUIVI A SIX MOIS": table(followups("valence"), turned(FOLLOWUPS)),
        "STRUCTURES": table(organisations(), ORGANISATIONS),
        "RESSOURCES": table(resources(), RESOURCES),
        "BILANS": table(claims(), CLAIMS),
    }
    write_xlsx(path, sheets)


if __name__ == "__main__":
    make(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent)
