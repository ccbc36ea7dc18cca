"""Levels of education, with ISCED 2011 and the numbering used before 2019."""

from dataclasses import replace

from schemas.codelist import Code, CodeList

_OUTPUTS = {"0": ("", "EECO09"), "1": ("CO09", "EECO09"), "2": ("CO09", "EECO09"), "3": ("CO10", "EECO10"),
            "4": ("CO10", "EECO10")}  # fmt: skip


def _level(code: str, label: str, isced: str, *spellings: str) -> Code:
    in_2014, in_2021 = _OUTPUTS.get(isced, ("CO11", "EECO11"))
    return Code(code, label, spellings, {"isced_2011": isced, "output_2014": in_2014, "output_2021": in_2021})


EDUCATION_LEVELS = CodeList(
    "education_levels",
    "Niveaux de formation",
    "Level of education. A CAP is French level 3 (V before 2019) and ISCED 3; a brevet professionnel is level 4. "
    "output_2014, output_2021: the indicator that counts the level; none counted ISCED 0 before 2021.",
    (
        _level("N0", "Jamais scolarisé", "0", "Jamais scolarisée"),
        _level("N1", "Primaire (ex-niveau VI)", "1", "Primaire", "Niveau VI", "VI"),
        _level("N2", "Collège, brevet (ex-niveau Vbis)", "2", "Collège", "DNB", "Brevet des collèges", "BEPC",
               "Niveau Vbis", "Niveau V bis", "Vbis", "V bis"),
        _level("N3", "CAP, BEP (ex-niveau V)", "3", "CAP", "BEP", "CAP/BEP", "BEP/CAP", "Niveau V", "V", "Niveau 3"),
        _level("N4", "Bac, BP, BT (ex-niveau IV)", "3", "Bac", "Baccalauréat", "Bac pro", "Bac général", "Bac technologique",
               "Bac techno", "Bac professionnel", "Bac L", "Bac S", "Bac ES", "Bac STG", "Bac STMG", "Bac STI", "BP", "BT", "BPJEPS",
               "Brevet professionnel", "Niveau IV", "IV", "Niveau 4"),
        _level("N4b", "Capacité en droit, DAEU", "4", "DAEU", "Capacité en droit"),
        _level("N5", "BTS, DUT, DEUST (ex-niveau III)", "5", "BTS", "DUT", "DEUST", "DEUG", "Bac+2", "Niveau III", "III",
               "Niveau 5"),
        _level("N6", "Licence, BUT, maîtrise (ex-niveau II)", "6", "Licence", "BUT", "Maîtrise", "Licence pro",
               "Licence professionnelle", "Bac+3", "Niveau II", "II",
               "Niveau 6"),
        _level("N7", "Master, diplôme d'ingénieur (ex-niveau I)", "7", "Master", "Ingénieur", "Master 2", "DESS", "DEA", "Bac+5",
               "Niveau 7"),
        _level("N8", "Doctorat (ex-niveau I)", "8", "Doctorat", "Niveau 8"),
    ),
    ambiguous={"Niveau I": "LISTE-22", "I": "LISTE-22"},
)  # fmt: skip
_NONE = ("Sans diplôme", "Sans", "Aucun", "Aucun diplôme", "Pas de diplôme", "Non diplômé", "Non diplômée")
ENTRY_LEVELS = replace(EDUCATION_LEVELS, assumed=dict.fromkeys(_NONE, ("N2", "LISTE-28")))
"""The same of somebody who enters: without a diploma, compulsory school was attended (domain 2.4, ASP codes 00, 70)."""
