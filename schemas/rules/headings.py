"""ENTETE: headings and columns."""

from schemas.rules.rule import Rule

HEADINGS = (
    Rule("ENTETE-01", "missing_column", "reject", "La colonne « {title} » est introuvable ; le tableau n'est pas pris en compte.",
         "Cette information est indispensable.", "Ajoutez la colonne, avec cet intitulé en en-tête."),
    Rule("ENTETE-02", "unknown_column", "info", "La colonne « {heading} » n'est pas reconnue ; elle n'est pas lue.",
         "Ce qu'elle contient n'est pas pris en compte.",
         "Renommez-la si elle correspond à une information attendue ; sinon vous pouvez la laisser."),
    Rule("ENTETE-03", "near_heading", "warn",
         "La colonne « {heading} » ressemble à « {title} », mais n'est pas lue sans confirmation.",
         "Un intitulé approchant peut cacher une autre information.", "Renommez la colonne, ou faites confirmer l'intitulé."),
    Rule("ENTETE-04", "heading_twice", "reject", "Plusieurs colonnes correspondent à « {title} » ; aucune n'est lue.",
         "Rien ne dit laquelle est la bonne.", "Gardez une seule colonne pour cette information."),
    Rule("ENTETE-05", "no_table", "reject", "Aucun tableau reconnu n'a été trouvé dans le fichier.",
         "Rien ne peut être lu.", "Vérifiez que la première ligne du tableau porte les intitulés attendus."),
    Rule("ENTETE-06", "no_heading", "info", "Une colonne sans intitulé contient des valeurs ; elle n'est pas lue.",
         "Ce qu'elle contient n'est pas pris en compte.", "Donnez-lui un intitulé, ou videz-la."),
    Rule("ENTETE-07", "total_differs", "warn",
         "Le total de la ligne ne correspond pas à la somme des lignes au-dessus pour « {title} » (écart {gap}).",
         "Une ligne manque peut-être, ou un montant a changé.", "Vérifiez le total et les lignes."),
    Rule("ENTETE-08", "hidden_sheet", "info", "La feuille « {sheet} » est masquée ; elle n'est pas lue.",
         "Ce qu'elle contient n'est pas pris en compte.", "Affichez la feuille si elle doit être lue."),
    Rule("ENTETE-09", "hidden_rows", "info", "{count} lignes masquées de la feuille « {sheet} » ont été lues comme les autres.",
         "Un filtre est peut-être resté actif.", "Retirez le filtre pour vérifier ces lignes."),
    Rule("ENTETE-10", "same_table_twice", "info", "Le même tableau figure aussi sur la feuille « {sheet} » ; il n'est compté qu'une fois.",
         "Compté deux fois, il fausserait les totaux.", "Gardez un seul exemplaire du tableau."),
    Rule("ENTETE-11", "empty_table", "info", "Le tableau « {title} » ne contient aucune ligne.",
         "Un tableau vide peut être un oubli.", "Complétez-le, ou laissez-le vide s'il n'y a rien à déclarer."),
)  # fmt: skip
