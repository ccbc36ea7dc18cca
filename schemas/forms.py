"""What whoever presses *Run* reads: the description of each parameter, the steps, the states and the findings."""

FORM = {
    "epis": "Les espaces à traiter ; aucun : tous.",
    "ingest.epis": "Les espaces à traiter, un au moins.",
    "epi": "L'espace dont les en-têtes servent à lire ; aucun : les en-têtes de tous.",
    "as_of": "Arrêté au : le jour dont parlent les réponses ; vide : aujourd'hui.",
    "force": "Rejuger et publier même si rien n'a changé.",
    "accept": "Publier une fois ce qui sort des limites habituelles.",
    "dry_run": "À blanc : lire et juger sans rien publier.",
    "delivery_id": "L'empreinte du fichier, que donnent « epi receive » et les constats : ses 8 premiers signes au moins.",
    "operation": "Le numéro de l'opération FSE.",
    "operation_id": "Le numéro de l'opération FSE.",
    "day": "Le jour dont on veut retrouver les tables, telles qu'on les croyait ce soir-là.",
    "run_id": "L'identifiant du passage dont il faut prévenir.",
    "publish.dry_run": "À blanc : dire de quelle nuit il s'agit sans écrire de fichier.",
}
"""By parameter; `flow.parameter` where a flow means something of its own."""

FINDINGS_TABLE = {
    "severity": "Gravité",
    "cells": "Cellules",
    "what": "Constat",
    "fix": "Que faire",
    "n": "Nombre",
    "code": "Code",
    "delivery_id": "Fichier",
}
"""In the order of the columns: what is wrong and where comes first, for the UI cuts a wide table."""
STEPS = {
    "pull": "Réception des fichiers",
    "judge": "Lecture et contrôle",
    "publish": "Publication",
    "report": "Compte rendu",
    "done": "Terminé",
}
LAST_FILE_STANDS = "{n} EPI dont le dernier fichier est en vigueur"
OF_THE_DAY_BEFORE = "{n} repris de la veille"
WITHOUT_A_FILE = "{n} sans fichier utilisable"
ROW_ASIDE = "{n} ligne mise de côté ({euros})"
ROWS_ASIDE = "{n} lignes mises de côté ({euros})"
BUSY = "Un autre passage est en cours (processus {holder}) : celui-ci n'a rien fait."
ALERTED = "Prévenu par : {ways}."
ALREADY_TOLD = "Ce passage a déjà été signalé."
NOBODY_TOLD = "Personne n'a pu être prévenu : aucun des moyens réglés n'a répondu."
NOBODY_TO_TELL = "Aucun moyen de prévenir n'est réglé (EPI_ALERT_MAIL, EPI_ALERT_WEBHOOK_SECRET)."
HELD_BACK = "Publication retenue : {why}."
OUT_OF_MEMORY = "La mémoire permise n'a pas suffi : la nuit n'est pas publiée."
DISK_FULL = "Le disque est plein : la nuit s'est arrêtée."
WRONG_SETTINGS = "Les réglages n'ont pas pu être lus : la nuit n'a pas commencé."
OUR_FAULT = "La nuit s'est arrêtée sur une erreur de l'outil ; le journal en dit le détail."
NO_SUCH_RUN = "Aucun passage n'a cet identifiant."
WRITTEN = "Tables du {day} : nuit {night}, fichier {file}."
FOUND = "Tables du {day} : nuit {night}, rien n'a été écrit."
NO_SUCH_FILE = "Aucun fichier reçu n'a cette empreinte."
REDACTED_FILE = "Une personne a été effacée de ce fichier : la copie qui en reste n'est plus jugée."
SEVERAL_FILES = "{n} fichiers reçus commencent par cette empreinte : donnez-la plus longue."
NO_SUCH_NIGHT = "Aucune nuit n'avait été publiée ce jour-là."
BOARD = "Tableau des remises : ce qui est attendu de chaque espace, et ce qui est venu."
FINDINGS_OF = "Constats sur les fichiers de l'espace {epi}."
MORE = "{n} constats de plus ne sont pas montrés ici."
EVIDENCE_SEALED = "Dossier de preuve scellé : {n_rows} lignes, {n_files} fichiers reçus"
DRY_RUN_TOLD = "{n_cells} cellules à compléter, {n_alerts} alertes"
NOTHING_PUBLISHED = "Rien n'est encore publié : lancez d'abord une nuit."
NO_SUCH_OPERATION = "Aucune opération ne porte ce numéro. Opérations connues : {known}."
NO_OPERATION = "Aucune opération n'est encore connue : aucun fichier en vigueur n'en cite."
