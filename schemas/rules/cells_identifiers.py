"""Rules of the cells that hold an identifier, raised while the text is read."""

from schemas.rules.rule import Rule

_LINK = "Sans identifiant exact, la ligne ne peut être rattachée à la bonne structure."
_FIND = "Recopiez-le depuis l'avis de situation de l'Insee, la colonne étant au format Texte."
_ZERO = "Mettez la colonne au format Texte et saisissez tous les chiffres."

IDENTIFIER_CELLS = (
    Rule("IDENT-01", "siret_shape", "reject", "Un numéro SIRET a 14 chiffres.", _LINK, _FIND, "73282932000074", "R-S1"),
    Rule("IDENT-02", "siret_key", "reject", "Ce numéro SIRET est faux : sa clé de contrôle ne correspond pas.", _LINK,
         "Vérifiez chaque chiffre.", "73282932000074", "R-S1"),
    Rule("IDENT-03", "filler", "reject", "Une suite de zéros n'est pas un numéro.", _LINK, _FIND, "73282932000074", "R-S2"),
    Rule("IDENT-04", "scientific_identifier", "reject", "Le tableur a mis ce numéro en notation scientifique : des chiffres sont perdus.",
         _LINK, _ZERO, "73282932000074", "domain 2.13"),
    Rule("IDENT-05", "trailing_zeros", "reject", "Ce numéro finit par une suite de zéros : le tableur en a sans doute perdu les derniers chiffres.",
         _LINK, _ZERO, "73282932000074"),
    Rule("IDENT-06", "siren_for_siret", "reject", "C'est un numéro SIREN (9 chiffres) ; il faut le SIRET (14 chiffres).",
         "Le SIREN ne dit pas de quel établissement il s'agit.", _FIND, "73282932000074"),
    Rule("IDENT-07", "siren_shape", "reject", "Un numéro SIREN a 9 chiffres.", _LINK, _FIND, "732829320"),
    Rule("IDENT-08", "siren_key", "reject", "Ce numéro SIREN est faux : sa clé de contrôle ne correspond pas.", _LINK,
         "Vérifiez chaque chiffre.", "732829320"),
    Rule("IDENT-09", "rna_shape", "reject", "Un numéro RNA s'écrit W suivi de 9 chiffres.", _LINK,
         "Recopiez-le depuis le récépissé de la préfecture.", "W262001234", "R-S3"),
    Rule("IDENT-10", "insee_shape", "reject", "Un code commune de l'Insee a 5 caractères (2A et 2B pour la Corse).",
         "La commune ne peut être reconnue.", "Saisissez le code Insee, pas le code postal.", "26362"),
    Rule("IDENT-11", "postcode_shape", "reject", "Un code postal a 5 chiffres.", "La commune ne peut être reconnue.",
         "Saisissez les 5 chiffres, sans le nom de la commune.", "26000"),
    Rule("IDENT-12", "missing_digit", "reject", "Il manque un chiffre, et rien ne dit que ce soit le zéro du début.",
         "Saisi comme du texte, le numéro est peut-être incomplet ailleurs.", _ZERO, "01000, ou 04 75 00 00 00"),
    Rule("IDENT-13", "phone_shape", "reject", "Ce numéro de téléphone n'a pas dix chiffres.", "Le contact ne peut être joint.",
         "Saisissez les dix chiffres, ou le numéro international avec son indicatif.", "04 75 00 00 00"),
    Rule("IDENT-14", "two_values", "reject", "La cellule contient deux numéros.", "On ne sait pas lequel retenir.",
         "Ne laissez qu'un numéro.", "un seul SIRET, ou un seul téléphone"),
    Rule("IDENT-15", "rome_shape", "reject", "Un code ROME s'écrit d'une lettre de A à N suivie de 4 chiffres.",
         "Le métier ne peut être reconnu.", "Recopiez le code depuis la fiche métier de France Travail.", "K2111"),
    Rule("IDENT-16", "beyond_15_digits", "reject", "Le tableur ne garde que 15 chiffres d'un nombre : la fin de ce numéro est perdue.",
         _LINK, _ZERO, "1234567890123456"),
    Rule("IDENT-17", "identifier_became_date", "reject", "Le tableur a changé cet identifiant en date.", _LINK,
         "Mettez la colonne au format Texte et saisissez de nouveau.", "2015-09"),
    Rule("IDENT-18", "rna_for_siret", "reject", "C'est un numéro RNA d'association ; il faut le SIRET.",
         "Les aides sont rattachées au SIRET.", _FIND, "73282932000074", "R-S3"),
    Rule("IDENT-19", "total_for_identifier", "reject", "La cellule dit « Total » là où un numéro est attendu.",
         "Un total compté comme une ligne doublerait les montants.",
         "Si c'est un total, ne laissez sur cette ligne que « Total » et les montants ; sinon donnez-lui son numéro.", "S-2014-09-02"),
    Rule("IDENT-30", "zero_restored", "info", "Le zéro du début, perdu par le tableur, a été rétabli.",
         "Un nombre ne commence jamais par zéro dans un tableur.", "Mettez la colonne au format Texte.", "01000"),
    Rule("IDENT-31", "siren_from_siret", "info", "Le SIREN a été tiré du numéro SIRET donné.",
         "Ses neuf premiers chiffres sont le SIREN.", "Ne saisissez que les 9 premiers chiffres.", "732829320"),
    Rule("IDENT-32", "label_dropped", "info", "Le libellé qui suit le code n'a pas été retenu.",
         "Le code suffit.", "Ne saisissez que le code.", "K2111"),
)  # fmt: skip
