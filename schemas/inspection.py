"""What `epi inspect` says of tables and columns beside its template."""

SEPARATORS = {"\t": "tabulation", " ": "espace"}
NO_HEADINGS = "sans en-têtes"
NO_HEADING = "(sans en-tête)"
HEADINGS = ("en-têtes ligne {first}", "en-têtes lignes {first} à {last}")
REASON = "{why} : {n}"
VALUES = ("valeur", "valeurs")
UNREAD = ("non lue", "non lues")
TOTAL = "total {}"
CELLS = "{n} cellules, {cells}"
