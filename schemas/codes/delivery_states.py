"""États du tableau des remises: what is said of one table of one EPI for one period."""

from schemas.codelist import Code, CodeList


def _state(code: str, label: str, mark: str, *, is_missing: bool = False) -> Code:
    return Code(code, label, facts={"mark": mark, "is_missing": is_missing})


DELIVERY_STATES = CodeList(
    "delivery_states",
    "États des remises",
    "State of one table of one EPI for one period, from the rows received. pas_attendu: not open, closed, paused or "
    "exempt. attendu: nothing yet, not due yet. a_l_heure: rows accepted, first received by the due date. en_retard: due "
    "and not there, or first received after the due date. refuse: the last file, or every row of the period, was refused. "
    "partiel: some rows accepted, some set aside. vide: a file came since the period ended, without any row of it. "
    "neant_declare: the calendar says that there is nothing. inchange: due, and the file is the one of before the end of "
    "the period. repris: the rows stand from an earlier delivery, as the last one failed or was refused. is_missing: "
    "rows are still to be sent, unless received late. mark: a sign to tell the states apart without colour.",
    (
        _state("pas_attendu", "Pas attendu", "–"),
        _state("attendu", "Attendu", "…", is_missing=True),
        _state("a_l_heure", "À l'heure", "✓"),
        _state("en_retard", "En retard", "!", is_missing=True),
        _state("refuse", "Refusé", "✗", is_missing=True),
        _state("partiel", "Partiel", "◐"),
        _state("vide", "Aucune ligne", "○", is_missing=True),
        _state("neant_declare", "Néant déclaré", "∅"),
        _state("inchange", "Inchangé", "=", is_missing=True),
        _state("repris", "Repris", "↺"),
    ),
)
