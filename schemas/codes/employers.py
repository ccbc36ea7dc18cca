"""Legal nature and state of an organisation, its roles, and kinds of places of digital mediation."""

from schemas.codelist import Code, CodeList

LEGAL_NATURES = CodeList(
    "legal_natures",
    "Natures juridiques",
    "Legal nature of the employer; dsn_code as in the DSN.",
    (
        Code(
            "privee",
            "Privée",
            ("Privé", "Droit privé", "Association", "Association loi 1901", "SARL", "SCOP", "SCIC"),
            {"dsn_code": "01"},
        ),
        Code(
            "publique",
            "Publique",
            ("Public", "Droit public", "Collectivité", "Commune", "Mairie", "Communauté de communes", "EPCI"),
            {"dsn_code": "02"},
        ),
        Code("privee_capitaux_publics", "Privée à capitaux publics", ("SEM", "SPL"), {"dsn_code": "03"}),
    ),
)
STRUCTURE_TYPES = CodeList(
    "structure_types",
    "Types de structure",
    "Kind of structure that runs the place, after the data·inclusion list quoted by the national schema 1.0.2.",
    (
        Code("ASSO", "Association"),
        Code("BIB", "Bibliothèque, médiathèque", ("Bibliothèque", "Médiathèque")),
        Code("CCAS", "Centre communal d'action sociale"),
        Code("COMMUNE", "Commune", ("Mairie", "Ville")),
        Code("CS", "Centre social"),
        Code("EPCI", "Intercommunalité", ("Communauté de communes", "Communauté d'agglomération")),
        Code("MJC", "Maison des jeunes et de la culture"),
        Code("ML", "Mission locale"),
        Code("TIERS_LIEUX", "Tiers-lieu", ("Tiers lieu", "Tiers lieux")),
    ),
)
SIRET_STATES = CodeList(
    "siret_states",
    "États du SIRET",
    "State of a SIRET as the managing service has looked it up in SIRENE.",
    (
        Code("valide", "Ouvert", ("Valide", "Actif", "Active", "En activité")),
        Code("successeur-ouvert", "Fermé, successeur ouvert", ("Successeur ouvert", "Successeur")),
        Code("fermé-définitivement", "Fermé définitivement", ("Fermé", "Radié", "Cessé")),
        Code("inconnu", "Inconnu", ("Non vérifié",)),
    ),
)
ROLES = CodeList(
    "organisation_roles",
    "Rôles d'une structure",
    "What an organisation is to the network.",
    (
        Code("employer", "Employeur", ("Employeuse",)),
        Code("beneficiary", "Bénéficiaire du FSE", ("Bénéficiaire", "Porteur", "Porteur de projet")),
        Code("partner", "Partenaire", ()),
        Code("coordinator", "Coordinateur", ("Coordonnateur", "Coordination", "Animateur du réseau")),
    ),
)
