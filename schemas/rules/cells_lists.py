"""Rules of the cells that hold a choice, an error of the spreadsheet, or a word for « no value »."""

from schemas.rules.rule import Rule

_LIST = "Seules les valeurs de la liste se comptent de la même façon partout."
_ERROR = "Une formule en erreur ne donne aucune valeur."
_REPAIR = "Corrigez la formule, ou saisissez la valeur."
_BLANK = "Laissez la cellule vide s'il n'y a pas de valeur ; sinon saisissez-la."
_DITTO = "« Idem » ou des guillemets renvoient à la ligne du dessus : la valeur n'est pas dans cette cellule."
_ALONE = "Chaque ligne est lue seule : une fois triée ou déplacée, elle ne dirait plus la même chose."
_COPY = "Recopiez la valeur de la ligne du dessus."
_TOLD = "Aucune valeur n'a été retenue."

LIST_CELLS = (
    Rule("LISTE-01", "unknown_choice", "reject", "Cette valeur n'est pas dans la liste. Valeurs possibles : {choices}.", _LIST,
         "Choisissez une de ces valeurs."),
    Rule("LISTE-02", "unreadable_yes_no", "reject", "Cette cellule attend Oui ou Non.", _LIST, "Écrivez Oui ou Non.", "Oui"),
    Rule("LISTE-03", "lost_accents", "warn", "Des lettres accentuées ont été perdues avant l'envoi du fichier.",
         "Le texte n'est plus exact et ne peut être rétabli.", "Saisissez de nouveau le texte.", "Médiathèque"),
    Rule("LISTE-04", "accents_restored", "info", "Les lettres accentuées, abîmées par une conversion, ont été rétablies.",
         "Un logiciel a mal relu les accents d'un autre.", "Vérifiez le texte.", "Médiathèque"),
    Rule("LISTE-05", "error_not_found", "reject", "La cellule affiche #N/A : une recherche n'a rien trouvé.", _ERROR, _REPAIR),
    Rule("LISTE-06", "error_reference", "reject", "La cellule affiche #REF! : la formule renvoie à une cellule supprimée.", _ERROR, _REPAIR),
    Rule("LISTE-07", "error_division", "reject", "La cellule affiche #DIV/0! : la formule divise par zéro.", _ERROR, _REPAIR),
    Rule("LISTE-08", "error_value", "reject", "La cellule affiche #VALEUR! : la formule calcule avec du texte.", _ERROR, _REPAIR),
    Rule("LISTE-09", "error_name", "reject", "La cellule affiche #NOM? : le nom de la formule est inconnu.", _ERROR, _REPAIR),
    Rule("LISTE-10", "error_number", "reject", "La cellule affiche #NOMBRE! : le calcul est impossible.", _ERROR, _REPAIR),
    Rule("LISTE-11", "error_null", "reject", "La cellule affiche #NUL! : les plages de la formule ne se croisent pas.", _ERROR, _REPAIR),
    Rule("LISTE-12", "error_other", "reject", "La cellule affiche une erreur du tableur.", _ERROR, _REPAIR),
    Rule("LISTE-13", "column_too_narrow", "reject", "La cellule affiche ##### : la valeur n'a pas été enregistrée, la colonne étant trop étroite.",
         "La valeur elle-même n'est pas dans le fichier.", "Élargissez la colonne puis enregistrez de nouveau."),
    Rule("LISTE-14", "formula_as_text", "reject", "La cellule contient le texte d'une formule, non son résultat.", _ERROR,
         "Mettez la cellule au format Standard et validez-la, ou saisissez la valeur."),
    Rule("LISTE-15", "formula_not_calculated", "reject", "La formule de cette cellule n'a jamais été calculée.",
         "Le fichier ne contient pas son résultat.", "Ouvrez le fichier dans le tableur, puis enregistrez-le."),
    Rule("LISTE-16", "ditto", "reject", _DITTO, _ALONE, _COPY, "la valeur elle-même"),
    Rule("LISTE-30", "not_available", "info", "« NA » : valeur dite non disponible ou non applicable.", _TOLD, _BLANK),
    Rule("LISTE-31", "not_communicated", "warn", "« NC » : valeur dite non communiquée.", _TOLD, _BLANK),
    Rule("LISTE-32", "said_none", "warn", "« Néant » : on ne sait pas s'il faut lire zéro ou rien.", _TOLD,
         "Si la cellule attend un nombre et qu'il est nul, écrivez 0 ; sinon laissez-la vide.", "0, ou une cellule vide"),
    Rule("LISTE-33", "dash", "info", "Un tiret ou un point tient lieu de valeur.", _TOLD, _BLANK),
    Rule("LISTE-34", "masked", "warn", "Des étoiles ou des croix masquent la valeur.", _TOLD, "Saisissez la valeur, ou laissez la cellule vide."),
    Rule("LISTE-35", "not_concerned", "info", "« Sans objet » : la ligne n'est pas concernée.", _TOLD, _BLANK),
    Rule("LISTE-36", "not_filled", "warn", "« Non renseigné » : la valeur reste à compléter.", _TOLD, _BLANK),
    Rule("LISTE-37", "said_unknown", "warn", "« Inconnu » ou « ? » : la valeur n'est pas connue.", _TOLD, _BLANK),
    Rule("LISTE-38", "pending", "warn", "« En cours » : la valeur n'est pas encore arrêtée.", _TOLD, _BLANK),
    Rule("LISTE-39", "software_null", "info", "Un logiciel a écrit une mention technique à la place d'une valeur absente.", _TOLD, _BLANK),
    Rule("LISTE-41", "ditto_in_text", "warn", _DITTO, f"{_TOLD} {_ALONE}", _COPY, "la valeur elle-même"),
)  # fmt: skip
