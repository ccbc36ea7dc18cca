"""DATE, MONTANT, IDENT, LISTE: cells whose text is not the value expected, or was repaired."""

from schemas.rules.rule import Rule, Severity

_ROW = "La ligne n'est pas prise en compte tant que la cellule n'est pas corrigée."
_KEPT = "La valeur est prise en compte ainsi ; vérifiez qu'elle est juste."


def _rule(code: str, name: str, what: str, fix: str, example: str = "", severity: Severity = "reject") -> Rule:
    return Rule(code, name, severity, what, _ROW if severity == "reject" else _KEPT, fix, example)


_DATE, _AMOUNT, _SIRET = "01/09/2015", "1 234,56", "73282932000074"

VALUES = (
    _rule("DATE-01", "not_a_date", "« {title} » n'est pas une date.", "Saisissez la date au format jj/mm/aaaa.", _DATE),
    _rule("DATE-02", "no_such_day", "Cette date n'existe pas dans le calendrier.", "Vérifiez le jour et le mois.", "30/06/2015"),
    _rule("DATE-03", "day_or_month_first", "On ne sait pas si le jour ou le mois vient en premier.",
          "Saisissez la date au format jj/mm/aaaa.", _DATE),
    _rule("DATE-04", "century_unknown", "L'année sur deux chiffres ne dit pas de quel siècle il s'agit.",
          "Saisissez l'année sur quatre chiffres.", _DATE),
    _rule("DATE-05", "day_missing", "Le jour manque.", "Saisissez la date complète, au format jj/mm/aaaa.", _DATE),
    _rule("DATE-06", "several_dates", "La cellule contient plusieurs dates.", "Gardez une seule date.", _DATE),
    _rule("DATE-07", "date_out_of_range", "Cette date est trop ancienne ou trop lointaine.", "Vérifiez l'année.", _DATE),
    _rule("DATE-10", "month_as_day", "Seul le mois est donné : le premier ou le dernier jour du mois est retenu.",
          "Rien à faire si le mois est juste.", severity="info"),
    _rule("DATE-11", "serial_date", "La date était écrite comme un nombre de jours.", "Donnez à la cellule un format de date.",
          severity="info"),
    _rule("DATE-12", "short_year", "L'année est écrite sur deux chiffres.", "Préférez quatre chiffres.", severity="info"),
    _rule("DATE-13", "date_in_a_sentence", "La date a été lue au milieu d'un texte.", "Gardez la date seule.", severity="info"),
    _rule("MONTANT-01", "not_a_number", "« {title} » n'est pas un nombre.", "Saisissez le nombre seul.", _AMOUNT),
    _rule("MONTANT-02", "other_currency", "Le montant n'est pas en euros.", "Saisissez le montant en euros.", _AMOUNT),
    _rule("MONTANT-03", "not_an_amount", "La cellule contient un pourcentage ou une date au lieu d'un montant.",
          "Saisissez le montant en euros.", _AMOUNT),
    _rule("MONTANT-04", "thousands_or_decimals", "On ne sait pas si le point ou la virgule sépare les milliers ou les centimes.",
          "Saisissez le montant avec deux décimales.", "1 234,00"),
    _rule("MONTANT-05", "words_for_amount", "Un montant est attendu, pas un mot.", "Saisissez le montant, ou 0.", _AMOUNT),
    _rule("MONTANT-06", "amount_too_large", "Le montant est démesuré.", "Vérifiez le montant.", _AMOUNT),
    _rule("MONTANT-07", "rate_out_of_range", "Une part est comprise entre 0 % et 100 %.", "Corrigez la part.", "50 %"),
    _rule("MONTANT-08", "bare_one", "« 1 » peut signifier 1 % ou 100 %.", "Écrivez le signe %.", "100 %"),
    _rule("MONTANT-09", "not_hours", "« {title} » n'est pas un nombre d'heures.", "Saisissez le nombre d'heures.", "26,5"),
    _rule("MONTANT-10", "not_whole", "« {title} » n'est pas un nombre entier.", "Saisissez un nombre entier.", "12"),
    _rule("MONTANT-11", "thousands_of_euros", "Le montant était en milliers d'euros ; il a été converti en euros.",
          "Rien à faire si le montant est juste.", severity="info"),
    _rule("MONTANT-12", "rounded_to_cents", "Le montant avait plus de deux décimales ; il est arrondi au centime.",
          "Rien à faire si le montant est juste.", severity="info"),
    _rule("MONTANT-13", "percent_sign_missing", "La part a été lue comme un pourcentage.", "Ajoutez le signe %.", "85 %", "info"),
    _rule("IDENT-01", "not_a_siret", "« {title} » n'est pas un SIRET valable.",
          "Recopiez les 14 chiffres du SIRET, dans une cellule au format texte.", _SIRET),
    _rule("IDENT-02", "digits_lost", "Le tableur a perdu des chiffres de cet identifiant.",
          "Ressaisissez-le dans une cellule au format texte.", _SIRET),
    _rule("IDENT-03", "filler", "Ce SIRET fait de zéros est un remplissage.", "Saisissez le vrai SIRET, ou laissez vide.", _SIRET),
    _rule("IDENT-04", "siren_for_siret", "Ce numéro est un SIREN (9 chiffres) et non un SIRET (14 chiffres).",
          "Ajoutez les cinq chiffres de l'établissement.", _SIRET),
    _rule("IDENT-05", "not_a_siren", "Ce numéro n'est pas un SIREN valable.", "Recopiez les 9 chiffres.", "732829320"),
    _rule("IDENT-06", "not_an_rna", "Ce numéro n'est pas un numéro RNA.", "Recopiez la lettre W et les 9 chiffres.", "W262000001"),
    _rule("IDENT-07", "not_an_insee_code", "Ce code n'est pas un code Insee de commune.", "Recopiez les 5 caractères.", "26113"),
    _rule("IDENT-08", "not_a_postcode", "Ce code n'est pas un code postal.", "Recopiez les 5 chiffres.", "26150"),
    _rule("IDENT-09", "not_a_rome_code", "Ce code n'est pas un code ROME.", "Recopiez la lettre et les 4 chiffres.", "G1202"),
    _rule("IDENT-12", "not_a_phone", "Ce numéro n'est pas un numéro de téléphone français.", "Recopiez les 10 chiffres.",
          "04 75 00 00 00"),
    _rule("IDENT-10", "zero_restored", "Un zéro perdu par le tableur a été rétabli en tête.",
          "Donnez à la colonne le format texte.", severity="info"),
    _rule("IDENT-11", "suspect_zeros", "Ce SIRET se termine par sept zéros : des chiffres ont peut-être été perdus.",
          "Vérifiez le SIRET.", _SIRET, "warn"),
    _rule("LISTE-01", "not_in_list", "Cette valeur ne figure pas dans la liste de « {title} ».",
          "Choisissez une valeur de la liste."),
    _rule("LISTE-02", "not_yes_or_no", "La réponse attendue est oui ou non.", "Écrivez oui ou non, ou laissez vide.", "oui"),
    _rule("LISTE-30", "not_communicated", "La cellule dit que l'information n'est pas communiquée.",
          "Complétez-la dès qu'elle est connue.", severity="info"),
    _rule("LISTE-31", "nothing_to_say", "La cellule dit qu'il n'y a rien ; elle est lue comme vide.",
          "Laissez la cellule vide.", severity="info"),
    _rule("FICHIER-30", "error_cell", "La cellule contient une erreur du tableur.", "Corrigez la formule, ou saisissez la valeur."),
)  # fmt: skip
