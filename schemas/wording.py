"""The words of a verdict as staff read it: decision, severities, states."""

SEVERITIES = {"reject": "À corriger", "warn": "À vérifier", "info": "Pour information"}
STATES = {
    "accepted": "Fichier accepté",
    "accepted_with_reservations": "Fichier accepté avec réserves",
    "refused": "Fichier refusé",
}
