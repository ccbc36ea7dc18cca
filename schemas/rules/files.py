"""FICHIER: files that cannot be read, and what is said of the way a file is written."""

from schemas.rules.rule import Rule

_WHY = "Rien de ce fichier n'est pris en compte ; votre dernière remise acceptée reste en vigueur."
_XLSX = "Enregistrez-le au format Excel (.xlsx) et renvoyez-le."


def _refused(number: int, name: str, what: str, fix: str) -> Rule:
    return Rule(f"FICHIER-{number:02}", name, "reject", what, _WHY, fix)


REFUSED_FILES = (
    _refused(1, "empty_file", "Ce fichier est vide.", "Vérifiez le fichier et renvoyez-le."),
    _refused(2, "password", "Ce fichier est protégé par un mot de passe.", "Enregistrez-le sans mot de passe et renvoyez-le."),
    _refused(3, "truncated", "Ce fichier est incomplet : l'envoi ou la copie s'est interrompu.", "Renvoyez le fichier entier."),
    _refused(4, "damaged", "Ce fichier est abîmé et ne peut pas être ouvert.",
             "Ouvrez-le dans votre tableur, enregistrez-le sous un autre nom et renvoyez-le."),
    _refused(5, "apple_numbers", "Ce fichier est un document Apple Numbers.", "Exportez-le au format Excel (.xlsx) et renvoyez-le."),
    _refused(6, "archive", "Ce fichier est une archive qui contient d'autres fichiers.", "Envoyez les fichiers eux-mêmes, un par un."),
    _refused(7, "web_page", "Une page web est arrivée à la place du fichier : le lien a sans doute expiré, ou demande une connexion.",
             "Recréez le lien de partage, ou renvoyez le fichier."),
    _refused(8, "web_table", "Ce fichier est un tableau enregistré comme page web ou dans un format voisin, et non comme classeur.",
             f"Ouvrez-le dans votre tableur. {_XLSX}"),
    _refused(9, "message", "Ce fichier contient un message, pas un tableau.", "Joignez le fichier d'origine et renvoyez-le."),
    _refused(10, "pdf", "Ce fichier est un PDF, pas un tableau.", "Envoyez le classeur d'origine (.xlsx, .ods ou .csv)."),
    _refused(11, "image", "Ce fichier est une image, pas un tableau.", "Envoyez le classeur d'origine (.xlsx, .ods ou .csv)."),
    _refused(12, "text_document", "Ce fichier est un document de texte, pas un tableau.", "Copiez le tableau dans un classeur et renvoyez-le."),
    _refused(13, "other_document", "Ce fichier n'est pas un classeur.", "Envoyez le classeur d'origine (.xlsx, .ods ou .csv)."),
    _refused(14, "old_format", "Ce fichier est dans un format trop ancien.", _XLSX),
    _refused(15, "forbidden_content", "Ce fichier contient des éléments interdits dans un classeur.", _XLSX),
    _refused(16, "too_big", "Ce fichier est trop volumineux une fois décompressé.",
             "Retirez les images, les mises en forme et les feuilles inutiles, et renvoyez-le."),
    _refused(17, "too_many_cells", "Ce fichier déclare un nombre démesuré de cellules.",
             "Supprimez les lignes et colonnes vides au-delà du tableau, et renvoyez-le."),
    _refused(18, "not_a_spreadsheet", "Ce fichier n'est pas un tableau.", "Envoyez le classeur d'origine (.xlsx, .ods ou .csv)."),
    _refused(19, "no_cells", "Aucune feuille visible de ce fichier ne contient de données.", "Vérifiez le fichier et renvoyez-le."),
    _refused(20, "open_quote", "Un guillemet ouvert n'est jamais refermé : la suite du fichier ne peut être lue.",
             "Refermez ou supprimez le guillemet, ou envoyez le fichier au format Excel (.xlsx)."),
    _refused(31, "prose", "Ce fichier ne contient que du texte, pas de tableau : aucune ligne d'en-têtes n'y a été trouvée.",
             "Envoyez un tableau dont la première ligne porte les intitulés."),
    _refused(90, "too_many_rows_set_aside", "Trop de lignes du tableau « {title} » sont mises de côté : {aside} ; limite : {limit}.", "Corrigez ce qui est signalé et renvoyez le fichier."),
    _refused(91, "reader_died", "La lecture de ce fichier a échoué.",
             f"Ouvrez-le dans votre tableur. {_XLSX}"),
    _refused(92, "reader_too_slow", "La lecture de ce fichier prend trop de temps.",
             "Supprimez les feuilles et les lignes inutiles, et renvoyez-le."),
    _refused(93, "reader_too_large", "La lecture de ce fichier demande trop de mémoire.",
             "Supprimez les feuilles et les lignes inutiles, et renvoyez-le."),
)  # fmt: skip

_SAID = "Le contenu a été lu malgré tout ; vérifiez qu'il est juste."
REMARKS = (
    Rule("FICHIER-21", "mixed_encodings", "info", "Les accents de ce fichier sont écrits de plusieurs façons.", _SAID,
         "Si possible, envoyez le fichier au format Excel (.xlsx)."),
    Rule("FICHIER-22", "false_encoding_mark", "info", "Ce fichier annonce une écriture des accents qui n'est pas la sienne.", _SAID,
         "Si possible, envoyez le fichier au format Excel (.xlsx)."),
    Rule("FICHIER-23", "lost_accents", "warn", "Des accents ont été perdus avant l'envoi du fichier.",
         "Les mots concernés ne peuvent être rétablis.", "Corrigez les mots abîmés dans votre fichier."),
    Rule("FICHIER-24", "encoded_twice", "info", "Les accents de ce fichier avaient été abîmés par une conversion ; ils ont été rétablis.",
         _SAID, "Si possible, envoyez le fichier au format Excel (.xlsx)."),
    Rule("FICHIER-25", "short_record", "warn", "Lignes qui comptent moins de cellules que les en-têtes : n° {rows}.",
         "Leurs dernières cellules sont considérées comme vides.", "Vérifiez ces lignes."),
    Rule("FICHIER-26", "repaired_record", "info",
         "Lignes rétablies, que des virgules décimales avaient coupées en trop de cellules : n° {rows}.", _SAID,
         "Vérifiez leurs montants."),
    Rule("FICHIER-27", "long_record", "reject", "Cette ligne compte plus de cellules que les en-têtes.",
         "Rien ne dit quelle cellule est en trop : la ligne n'est pas prise en compte.",
         "Mettez entre guillemets les textes qui contiennent le séparateur."),
    Rule("FICHIER-28", "stray_quote", "info", "Un guillemet isolé a été lu comme un simple caractère.", _SAID, "Vérifiez la cellule."),
    Rule("FICHIER-29", "other_format_name", "info", "L'extension du nom de ce fichier ne correspond pas à son format.", _SAID,
         "Renommez le fichier avec la bonne extension."),
    Rule("FICHIER-32", "other_separator", "info", "Lignes dont les cellules sont séparées par un autre signe que dans le reste du fichier : n° {rows}.",
         _SAID, "Si possible, envoyez le fichier au format Excel (.xlsx)."),
)  # fmt: skip

_LAST_GOOD = "Votre dernière remise acceptée reste en vigueur."
SOURCES = (
    Rule("FICHIER-40", "missing", "reject", "Le fichier attendu est introuvable.", _LAST_GOOD, "Déposez le fichier à l'endroit convenu."),
    Rule("FICHIER-41", "unreachable", "reject", "L'adresse du fichier ne répond pas.", _LAST_GOOD, "Vérifiez l'adresse, ou attendez la nuit prochaine."),
    Rule("FICHIER-42", "refused_by_source", "reject", "L'adresse du fichier refuse l'accès.", _LAST_GOOD, "Vérifiez le lien de partage et ses droits."),
    Rule("FICHIER-43", "too_large_to_pull", "reject", "Le fichier dépasse {limit} Mo.", _LAST_GOOD, "Allégez le fichier et redéposez-le."),
    Rule("FICHIER-44", "too_slow_to_pull", "reject", "Le fichier n'a pas pu être reçu en {seconds} secondes.", _LAST_GOOD, "Vérifiez la connexion, ou attendez la nuit prochaine."),
    Rule("FICHIER-45", "forbidden_address", "reject", "L'adresse du fichier n'est pas autorisée.", _LAST_GOOD, "Demandez au pôle numérique de vérifier l'adresse."),
    Rule("FICHIER-46", "unreadable_place", "reject", "L'endroit du fichier ne peut pas être lu.", _LAST_GOOD, "Vérifiez les droits sur le dossier."),
    Rule("FICHIER-47", "no_secret", "reject", "Le mot de passe de cette source n'est pas connu ici.", _LAST_GOOD, "Demandez au pôle numérique de l'enregistrer."),
    Rule("FICHIER-48", "left", "warn", "Ce fichier n'est plus à l'endroit convenu.", "Ses lignes ne sont plus prises en compte.",
         "S'il a été retiré par erreur, redéposez-le."),
    Rule("FICHIER-49", "unexpected_answer", "reject", "L'adresse répond autre chose que ce qui est attendu.", _LAST_GOOD, "Demandez au pôle numérique de vérifier l'adresse."),
)  # fmt: skip

LOSSES = (
    Rule("FICHIER-60", "rows_lost", "warn",
         "Le tableau « {table} » a perdu {lost} sur {before} depuis votre remise précédente.",
         "Par prudence, votre remise précédente reste en vigueur pour ce tableau.",
         "Si des lignes manquent, rétablissez-les et redéposez le fichier ; si elles devaient disparaître, dites-le au pôle numérique.", source="X2"),
)  # fmt: skip

ERASED = (
    Rule("FICHIER-61", "erased_since", "reject",
         "Ce fichier a déjà été reçu, puis une personne en a été effacée : il n'est ni gardé ni contrôlé de nouveau.",
         "Ce qui a été effacé ne doit pas revenir.",
         "Retirez de votre fichier les personnes dont la durée de conservation est passée, puis redéposez-le."),
)  # fmt: skip

FILES = (*REFUSED_FILES, *REMARKS, *SOURCES, *LOSSES, *ERASED)
