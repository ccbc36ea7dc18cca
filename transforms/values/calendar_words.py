"""The words of dates: months in French and English, whole, short or with lost accents; days; what may surround."""

from __future__ import annotations

import re

_NAMES = (
    "janvier janv jan january",
    "fevrier fevr fev february feb f\ufffdvrier f\ufffdvr f\ufffdv",
    "mars mar march mrs",
    "avril avr april apr avri",
    "mai may",
    "juin jun june",
    "juillet juil jul july juill",
    "aout aou august aug ao\ufffdt",
    "septembre sept sep september septemb",
    "octobre oct october octob",
    "novembre nov november novemb",
    "decembre dec december decemb d\ufffdcembre d\ufffdc",
)
MONTHS = {name: number for number, names in enumerate(_NAMES, 1) for name in names.split()}
MONTH = "(?P<month>" + "|".join(sorted(MONTHS, key=len, reverse=True)) + r")(?![a-z\ufffd])\.?"

_DAYS = "lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|lun|mar|mer|jeu|ven|sam|dim"
_ENGLISH_DAYS = "monday|tuesday|wednesday|thursday|friday|saturday|sunday|mon|tue|wed|thu|fri|sat|sun"
# « mar. 2015 » and « Mar 3, 2015 » begin with a month, not with a Tuesday.
_NO_MONTH_BELOW = r"(?!(?:[0-9]{1,2},? ?)?(?:[0-9]{4}|[0-9]{2})?$)"
DAY_NAME = re.compile(rf"^(?:le )?({_DAYS}|{_ENGLISH_DAYS})\b\.?,? *(?=[0-9p]){_NO_MONTH_BELOW}")
WEEKDAYS = {name[:3]: number % 7 for number, name in enumerate(f"{_DAYS}|{_ENGLISH_DAYS}".split("|"))}
"""The first three letters of a day's name → its number, Monday first."""

SILENT_WORDS = {"le", "du", "au", "en", "date", "de", "des", "la", "l", "a", "the", "of", ""}
KEPT_OUT_WORDS = SILENT_WORDS | {
    "commission", "permanente", "cp", "conseil", "municipal", "cm", "communautaire", "departemental", "general",
    "regional", "administration", "d'administration", "ca", "bureau", "assemblee", "generale", "pleniere", "ag",
    "seance", "deliberation", "decision", "arrete", "convention", "avenant", "courrier", "signe", "signee",
    "signature", "reunion", "comite", "programmation", "compter", "partir", "depuis", "jusqu'au", "recu", "recue",
    "vote", "votee", "notification", "notifie", "notifiee", "paye", "payee", "acquitte", "acquittee",
    "ne", "nee", "e", "renouvelable",
}  # fmt: skip
NO_DATE = {"non", "sans", "indetermine", "indeterminee", "duree indeterminee", "cdi", "pas de date"}
"""What a column of dates is told where there is none: no rupture, a contract without a term."""
_VAGUE_WORDS = (
    "fin|debut|mi|milieu|courant|vers|environ|env|avant|apres|trimestre|semestre|semaine"
    "|printemps|ete|automne|hiver|rentree"
)
VAGUE = re.compile(
    rf"(?:^|[^a-z])(?:{_VAGUE_WORDS})(?:$|[^a-z])|[~≈]"
    r"|(?:^|[^a-z])[qts][1-4](?:$|[^a-z0-9])|[1-4] ?(?:er|e|eme)? ?trim"
)
