"""The twelve people of the samples, invented, with their contracts, their exits and their pay.

One row a person: EPI, contract, last name, first name, birth date, type, start, end, weekly hours, ROME, post, months of
pay declared, and the exit: date, reason as typed, stays in digital as typed, and further answers by column.
"""

from typing import Any, NamedTuple

OPERATION = "201400026"


class Person(NamedTuple):
    """One person of the story; dates are ISO."""

    epi: str
    contract_id: str
    last_name: str
    first_name: str
    birth_date: str
    contract_type: str
    start: str
    end: str
    hours: str
    rome: str
    post: str
    n_months: int
    exit_date: str | None
    reason: str
    stays: str
    more: dict[str, Any]


PEOPLE = (
    Person("livron-loriol", "LL-2014-01", "M.", "Léa", "1990-03-12", "CUI-CAE", "2014-09-01", "2015-08-31", "26", "G1202",
           "Animatrice multimédia", 11, None, "Renouvellement à l'étude", "", {}),
    Person("livron-loriol", "LL-2014-02", "B.", "Karim", "1985-11-30", "CUI-CAE", "2014-07-01", "2015-06-30", "26", "G1202",
           "Animateur multimédia", 12, "2015-06-30", "Embauche en CDI dans la structure", "oui",
           {"contract": "CDI", "rome": "G1202", "observed": "2015-07-06", "status": "En emploi", "next_start": "2015-07-01"}),
    Person("nyons", "NYO-1", "R.", "Sylvie", "1972-06-05", "CDD", "2014-04-01", "2015-03-31", "35", "K2111",
           "Formatrice numérique", 12, "2015-03-31", "CDD de 6 mois et plus", "oui",
           {"contract": "CDD", "months": "12", "rome": "K2111", "observed": "2015-04-10", "status": "En emploi", "next_start": "2015-04-01"}),
    Person("nyons", "NYO-2", "T.", "Hugo", "1993-01-22", "Emploi d'avenir", "2014-09-01", "2015-08-31", "35", "I1401",
           "Technicien informatique", 11, None, "Poste proposé", "", {"offer": "2015-07-15", "offer_start": "2015-09-01"}),
    Person("montelimar", "MTL/14/003", "D.", "Kévin", "1991-09-17", "CUI-CAE", "2014-06-01", "2015-05-31", "26", "G1202",
           "Animateur d'espace numérique", 12, "2015-05-31", "CDD de moins de 6 mois", "non",
           {"contract": "CDD", "months": "5", "rome": "F1703", "qualified": "oui", "title": "Brevet professionnel maçon",
            "level": "BP", "observed": "2015-06-08", "status": "En emploi", "next_start": "2015-06-15", "qualified_on": "2015-05-22"}),
    Person("montelimar", "MTL/14/004", "F.", "Nadia", "1979-02-03", "CUI-CAE", "2014-05-01", "2015-04-30", "24", "G1202",
           "Animatrice EPN", 12, "2015-04-30", "Sans nouvelle", "non", {}),
    Person("die", "DIE-01", "G.", "Paul", "1966-12-24", "CUI-CAE", "2014-03-01", "2015-02-28", "26", "G1202",
           "Animateur multimédia", 12, "2015-02-28", "Inconnu", "non", {}),
    Person("die", "DIE-02", "H.", "Inès", "1994-08-08", "Emploi d'avenir", "2014-10-01", "2015-06-30", "35", "K1206",
           "Animatrice web", 9, "2015-06-30", "Sans nouvelle", "non", {}),
    Person("crest", "CREST-7", "V.", "Omar", "1988-04-19", "CUI-CAE", "2014-04-01", "2015-03-31", "20", "G1202",
           "Médiateur numérique", 12, "2015-03-31", "Sans nouvelles", "non", {}),
    Person("crest", "CREST-8", "P.", "Julie", "1983-10-02", "CDD", "2014-11-01", "2015-04-30", "28", "K2111",
           "Formatrice internet", 6, "2015-04-30", "Sans nouvelle", "non", {}),
    Person("valence", "VAL-2014-A", "S.", "Théo", "1992-05-14", "CUI-CAE", "2014-02-01", "2015-01-31", "26", "G1202",
           "Animateur multimédia", 12, "2015-01-31", "Ne sait pas", "", {}),
    Person("valence", "VAL-2014-B", "L.", "Aïcha", "1976-07-27", "CUI-CAE", "2014-09-01", "2015-06-30", "30", "G1202",
           "Animatrice fab lab", 10, "2015-06-30", "Sans nouvelle", "", {}),
)  # fmt: skip
