"""FSE: exits and follow-ups."""

from schemas.rules.rule import Rule

FSE_RESULTS = (
    Rule("FSE-49", "followup_out_of_time", "warn", "Le suivi n'est pas fait six mois après la sortie, à trente jours près.",
         "Il est gardé mais ne compte pas dans les résultats à six mois.", "Rappelez la personne à la date due.", source="R-O2",
         example="sortie le 31/08/2015, suivi le 29/02/2016"),
    Rule("FSE-50", "result_not_for_this_entry", "info", "Ce résultat ne compte pas : la situation à l'entrée l'exclut.",
         "Un retour à l'emploi se compte pour qui était sans emploi, une amélioration pour qui en avait un.",
         "Vérifiez la situation à l'entrée ; sinon il n'y a rien à faire.", source="R-O4",
         example="sans emploi à l'entrée, en emploi à la sortie"),
    Rule("FSE-51", "offer_too_late", "info", "Le poste proposé commence plus de 28 jours après la sortie : il ne compte pas à la sortie.",
         "Il comptera à six mois si la personne est alors en poste.", "Notez la situation lors du suivi à six mois.", source="R-O6",
         example="sortie le 31/08/2015, poste le 28/09/2015 au plus tard"),
    Rule("FSE-52", "no_news_is_no_status", "warn", "« Sans nouvelle » ne dit pas que la personne est au chômage ou inactive.",
         "Une situation inconnue reste inconnue.", "Effacez la situation à la sortie, ou corrigez le motif.", "Inconnu", "R-O9"),
    Rule("FSE-53", "same_employer_same_post", "warn",
         "Le nouvel emploi est le même poste chez le même employeur : c'est un CDI dans la structure ou un renouvellement.",
         "Un renouvellement n'est pas une sortie.",
         "Choisissez « Embauche en CDI dans la structure ou filiale » ou « Contrat en cours ou renouvellement à l'étude ».", source="R-O10, R-S4",
         example="Embauche en CDI dans la structure ou filiale"),
    Rule("FSE-55", "reason_and_employer_differ", "reject", "Le motif « fonction publique » demande un employeur public.",
         "Le motif et l'employeur se contredisent.", "Corrigez le motif de sortie ou la nature de l'employeur suivant.", source="R-O7",
         example="Publique"),
    Rule("FSE-56", "reason_and_aid_differ", "reject", "Le motif « contrat aidé » demande un contrat aidé à durée déterminée.",
         "Le motif et le type de contrat se contredisent.", "Corrigez le motif de sortie ou le type du nouveau contrat.", source="R-O7",
         example="Parcours emploi compétences"),
)  # fmt: skip
