"""What the authority would refuse today, or will ask for: one code an alert, with what to do."""

from schemas.codelist import Code, CodeList


def _alert(code: str, column_name: str, is_refusal: bool, label: str, fix: str) -> Code:
    return Code(code, label, (), {"column_name": column_name, "is_refusal": is_refusal, "fix": fix})


FSE_ALERTS = CodeList(
    "fse_alert_codes",
    "Alertes du FSE",
    "Alerts of mart.fse_alerts. column_name: the cell to complete or mend. is_refusal: the authority would refuse it today; "
    "the others are due or for information. fix: what to do, in French.",
    (
        _alert("spending_outside_programme", "payment_date", True, "Dépense payée hors de la programmation",
               "Vérifiez la date d'acquittement, ou retirez la dépense."),
        _alert("spending_without_proof", "proof_code", True, "Dépense sans preuve d'acquittement",
               "Indiquez le justificatif que vous détenez."),
        _alert("spending_set_aside", "", True, "Dépense mise de côté par les contrôles",
               "Corrigez la ligne : elle ne compte pas tant qu'elle est mise de côté."),
        _alert("participant_set_aside", "", True, "Participant mis de côté par les contrôles",
               "Corrigez la ligne : la personne ne compte pas tant qu'elle est mise de côté."),
        _alert("claim_set_aside", "", True, "Bilan mis de côté par les contrôles",
               "Corrigez la ligne : aucun de ses montants ne compte, pas même le FSE versé, tant qu'elle est mise de côté."),
        _alert("resource_set_aside", "", True, "Ressource mise de côté par les contrôles",
               "Corrigez la ligne : elle ne compte pas tant qu'elle est mise de côté."),
        _alert("exit_missing", "", True, "Sortie non renseignée plus de quatre semaines après la fin du contrat",
               "Ajoutez la personne à la feuille des sorties."),
        _alert("exit_unobserved", "observation_date", True, "Sortie non observée dans les quatre semaines",
               "Indiquez la date du questionnaire s'il a été rempli à temps ; sinon, aucun résultat immédiat ne compte."),
        _alert("followup_due", "exit_date", False, "Suivi à six mois à faire",
               "Rappelez la personne avant l'échéance et notez sa situation."),
        _alert("followup_missed", "exit_date", True, "Suivi à six mois absent ou hors délai",
               "S'il a été fait à temps, ajoutez-le à la feuille de suivi."),
        _alert("claim_due", "filed_date", False, "Bilan à déposer", "Préparez-le, puis indiquez sa date de dépôt."),
        _alert("claim_overdue", "filed_date", True, "Bilan en retard", "Déposez-le sans tarder, puis indiquez sa date de dépôt."),
        _alert("final_claim_missing", "", True, "Opération terminée sans bilan final", "Ajoutez le bilan final à la feuille des bilans."),
        _alert("declared_differs", "declared_eur", True,
               "Le total déclaré du bilan n'est pas la somme des dépenses qui le citent",
               "Vérifiez le total et le numéro de bilan de chaque dépense."),
        _alert("retained_differs", "", True, "Les bilans ne retiennent pas le coût total retenu par les dépenses",
               "Vérifiez les montants retenus des dépenses et ceux des bilans."),
        _alert("resources_differ", "", True, "Le FSE et les autres ressources retenues ne font pas les dépenses retenues",
               "Vérifiez les trois montants de chaque bilan."),
        _alert("fse_above_due", "", True, "Le FSE retenu dépasse ce qui est dû", "Vérifiez le FSE retenu des bilans."),
        _alert("fse_overpaid", "", True, "Le FSE versé dépasse ce qui est dû", "Préparez le reversement, ou vérifiez les versements."),
        _alert("documents_kept", "", False, "Pièces à conserver", "Ne détruisez aucune pièce avant cette date."),
        _alert("documents_until_unknown", "", False, "Pièces à conserver, jusqu'à une date encore inconnue",
               "Ne détruisez aucune pièce ; demandez au service gestionnaire la date des comptes ou du dernier versement."),
    ),
)  # fmt: skip
