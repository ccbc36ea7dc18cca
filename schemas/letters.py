"""What the letters, the page of the night and the workbook given back say beside their templates."""

DECISION = "{state} : {taken} en compte, {aside} de côté{euros}, {ignored} (titres, en-têtes, totaux, lignes vides ou hors des tableaux reconnus)."
TAKEN = ("ligne prise", "lignes prises")
ASIDE = ("mise", "mises")
LEFT_OUT = ("ignorée", "ignorées")
EXAMPLE = "Exemple : {}"
COMMENT = "{} : {}\nQue faire : {}{}\n({})"
"""Of a marked cell: severity, what is wrong, what to do, the example where there is one, the code."""

TO_HAND_IN = "À remettre : {due}"
NOT_RECEIVED = "votre fichier n'a pas pu être reçu"
OTHER_FILE = " ; et un autre fichier"
OTHER_FILES = " ; et {n} autres fichiers"
FOUND_SINCE = (
    "Ce fichier n'a pas changé depuis notre dernier message, mais les contrôles qui le rapprochent des autres fichiers "
    "donnent maintenant un autre résultat."
)
LATE = ("espace en retard de plus de dix jours", "espaces en retard de plus de dix jours")
DUE = "{title}, {period} : échéance le {day} ({when})"
DUE_TODAY = "aujourd'hui"
DUE_IN = "dans {days}"
DUE_SINCE = "en retard de {days}"
DAYS = ("jour", "jours")

NO_FILE = "Fichier non reçu"
LAST_GOOD = "{state} (la dernière bonne remise reste en vigueur)"
FIGURES = {
    "n_contracts": "Contrats", "spending_declared_eur": "Dépenses déclarées", "fse_share_eur": "Part du FSE",
    "n_exits": "Sorties",
}  # fmt: skip
"""The figures of which the page tells why they moved."""
