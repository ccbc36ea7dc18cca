"""DOUBLON: rows that stand twice."""

from schemas.rules.rule import Rule

DUPLICATES = (
    Rule(
        "DOUBLON-01", "same_row_twice", "reject",
        "Cette ligne répète à l'identique une ligne déjà présente (même {key}).",
        "Comptée deux fois, elle fausserait les totaux.",
        "Supprimez la ligne en trop, ou donnez-lui son propre numéro si elle est réelle.",
        example="S-2014-09-02",
    ),
    Rule(
        "DOUBLON-02", "same_key_other_content", "reject",
        "Plusieurs lignes portent la même référence ({key}) avec des contenus différents.",
        "Rien ne dit laquelle est la bonne : aucune n'est prise en compte.",
        "Gardez la bonne ligne, ou donnez à chacune son propre numéro.",
        example="S-2014-09-02",
    ),
    Rule(
        "DOUBLON-03", "same_key_in_other_file", "reject",
        "Une ligne d'un autre de vos fichiers porte déjà ce numéro.",
        "Comptée deux fois, elle fausserait les totaux : seule la plus ancienne est gardée.",
        "Retirez la ligne de l'un des deux fichiers.",
        example="S-2014-09-02",
    ),
)  # fmt: skip
