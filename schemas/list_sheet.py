"""The words of the sheet « À corriger » that is added to a workbook given back, and of its comments."""

CHECK_AUTHOR = "Contrôle EPI–FSE"
LIST_SHEET = "À corriger"
LIST_SHEET_MARK = (  # with no sign that XML writes in several ways: it is searched for in the file itself
    "Cette feuille a été ajoutée par le contrôle EPI–FSE ; elle ne compte pas comme des données. "
    "Vous pouvez la laisser ou la supprimer."
)
LIST_SHEET_ADVICE = (
    "Corrigez les cellules signalées dans ce classeur, enregistrez-le et renvoyez-le. "
    "Cliquez sur une adresse pour aller à la cellule ; son commentaire dit ce qu'il faut saisir."
)
LIST_SHEET_HEADINGS = (
    "À faire", "Cellule", "En-tête", "Référence", "Valeur lue", "Ce qui ne va pas", "Que faire", "Pourquoi", "Code",
)  # fmt: skip
AS_IN_ROW = "Comme à la ligne {} de cette feuille."
MORE_FINDINGS = "et {n} autres constats, qui ne tiennent pas dans une feuille"
NOTHING_FOUND = "Rien à signaler."
GIVEN_BACK = " - à corriger"
"""Ends the name of the workbook given back."""
SIGNS = {"reject": "✗ À corriger", "warn": "? À vérifier", "info": "i Pour information"}
