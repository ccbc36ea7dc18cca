"""DOUBLON: rows that stand twice."""

from schemas.rules.rule import Rule

DUPLICATES = (
    Rule(
        "DOUBLON-01", "same_row_twice", "reject",
        "Cette ligne répète à l'identique une ligne déjà présente (même {key}).",
        "Comptée deux fois, elle fausserait les totaux.",
        "Supprimez la ligne en trop ; si elle est réelle, corrigez ce qui doit la distinguer.",
        example="un numéro par pièce, une date par entrée",
    ),
    Rule(
        "DOUBLON-02", "same_key_other_content", "reject",
        "Plusieurs lignes portent la même référence ({key}) avec des contenus différents.",
        "Rien ne dit laquelle est la bonne : aucune n'est prise en compte.",
        "Gardez la bonne ligne ; si toutes sont réelles, corrigez ce qui doit les distinguer.",
        example="un numéro par pièce, une date par entrée",
    ),
    Rule(
        "DOUBLON-03", "same_key_in_other_file", "reject",
        "Une ligne d'un autre de vos fichiers porte déjà cette référence.",
        "Comptée deux fois, elle fausserait les totaux : seule la plus ancienne est gardée.",
        "Retirez la ligne de l'un des deux fichiers.",
        example="un numéro par pièce, une date par entrée",
    ),
)  # fmt: skip
