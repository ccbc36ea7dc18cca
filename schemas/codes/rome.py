"""ROME codes met in digital mediation; any well-formed code is accepted, these have a label."""

from schemas.codelist import Code, CodeList


def _job(code: str, label: str, digital: str, *spellings: str) -> Code:
    return Code(code, label, spellings, {"digital": digital})


ROME_JOBS = CodeList(
    "rome_jobs",
    "Métiers (ROME)",
    "Jobs by ROME code, labels of October 2024. digital: always, never, or if_post when the wording of the post decides.",
    (
        _job("G1202", "Animateur d'activités culturelles et de loisirs", "if_post"),
        _job("K2111", "Formateur", "if_post"),
        _job("K1206", "Animateur socioculturel", "if_post"),
        _job("K1204", "Médiateur social", "if_post"),
        _job("E1101", "Community manager", "always"),
        _job("E1104", "Concepteur de contenus multimédia", "always"),
        _job("E1205", "Graphiste", "always"),
        _job("E1206", "UX-UI designer", "always"),
        _job("M1801", "Administrateur réseau", "always"),
        _job("M1805", "Développeur web", "always"),
        _job("M1810", "Technicien informatique", "always"),
        _job("I1401", "Technicien de maintenance informatique", "always"),
        _job("F1703", "Maçon", "never"),
        _job("K1801", "Conseiller en insertion professionnelle", "never"),
    ),
)
