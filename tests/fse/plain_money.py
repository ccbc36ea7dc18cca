"""The budgets of a simulated network, computed in plain Python from what was typed."""

from collections import defaultdict
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

from tests.fse.simulated import OPERATIONS, Network
from tests.fse.simulated_people import A, B, C, Row

CENT = Decimal("0.01")
COVERED = {A: {"indirectes"}, B: set[str](), C: {"fonctionnement", "prestations", "indirectes"}}
DIRECT = {"personnel", "fonctionnement", "prestations", "participants"}
Line = tuple[str, str, str, Decimal | None, Decimal | None, Decimal | None]


def lines(network: Network, operation: str) -> list[Row]:
    """The spending of the operation that the checks leave: all but the real indirect cost beside a flat rate."""
    found = [line for stay in network.stays for line in stay.spending]
    found += [line for of_epi in network.other_spending.values() for line in of_epi]
    return [line for line in found if line["operation_id"] == operation and line["expense_id"] != "F1-wrong"]


def by_post(network: Network, operation: str, amount: str) -> dict[str, Decimal]:
    """Sums by post; `amount` is declared_eur or retained_eur."""
    sums: dict[str, Decimal] = defaultdict(Decimal)
    for line in lines(network, operation):
        sums[line["post_code"]] += line[amount] or 0
    return sums


def flat_rate(operation: str, sums: dict[str, Decimal]) -> Decimal:
    """What the simplified cost option of the operation adds to the real costs."""
    if operation == A:
        base = sum((sums[post] for post in ("personnel", "fonctionnement", "participants")), Decimal(0)) * Decimal(
            "0.20"
        )
    else:
        base = sums["personnel"] * Decimal("0.40") if operation == C else Decimal(0)
    return base.quantize(CENT, ROUND_HALF_UP)


def cost(network: Network, operation: str, amount: str) -> Decimal:
    """The total that counts: real costs that no flat rate covers, the flat rate, and in kind as it is matched."""
    sums = by_post(network, operation, amount)
    counted = sum((value for post, value in sums.items() if post not in COVERED[operation]), Decimal(0))
    return counted + flat_rate(operation, sums)


def finance(network: Network, operation: str) -> dict[str, Decimal]:
    """Cost retained, other resources, FSE due by the least of three, and what is left to pay."""
    facts = OPERATIONS[operation]
    retained = cost(network, operation, "retained_eur")
    claims = [claim for claim in network.claims if claim["operation_id"] == operation]
    declared = [claim["retained_resources_eur"] for claim in claims if claim["retained_resources_eur"] is not None]
    received = [
        r["received_eur"] for r in network.resources if r["operation_id"] == operation and r["is_allocated"] == "oui"
    ]
    others = sum(declared or received, Decimal(0))
    agreed, total = facts["fse_agreed_eur"], facts["total_eligible_cost_eur"]
    rate = Decimal(facts["fse_rate"].removesuffix(" %")) / 100 if facts["fse_rate"] else None
    by_rate = agreed * retained / total if rate is None else rate * retained
    due = max(Decimal(0), min(agreed, by_rate.quantize(CENT, ROUND_DOWN), retained - others))
    paid = sum((claim["fse_paid_eur"] or Decimal(0) for claim in claims), Decimal(0))
    return {
        "retained": retained,
        "others": others,
        "due": due,
        "paid": paid,
        "left": due - paid,
        "agreed": agreed,
        "total": total,
    }


def budget(network: Network, operation: str) -> list[tuple[str, str, bool, Decimal | None, Decimal | None, Decimal]]:
    """Side, line, whether computed, declared, retained (or paid), gap."""
    declared, retained = by_post(network, operation, "declared_eur"), by_post(network, operation, "retained_eur")
    money, found = finance(network, operation), []
    for post in declared:
        gap = declared[post] if post in COVERED[operation] else declared[post] - retained[post]
        found.append(("cost", post, False, declared[post], retained[post], gap))
    if operation != B:
        computed = flat_rate(operation, declared), flat_rate(operation, retained)
        found.append(("cost", "indirectes" if operation == A else "forfait", True, *computed, Decimal(0)))
    found.append(
        (
            "cost",
            "total",
            False,
            cost(network, operation, "declared_eur"),
            money["retained"],
            money["total"] - money["retained"],
        )
    )
    for line in network.resources:
        if line["operation_id"] == operation and line["is_allocated"] == "oui":
            gap = line["planned_eur"] - line["received_eur"]
            found.append(("resource", line["funder_type_code"], False, None, line["received_eur"], gap))
    found.append(("resource", "fse", False, None, money["paid"], money["left"]))
    received = sum((one[4] for one in found if one[0] == "resource" and one[4]), Decimal(0))
    found.append(("resource", "total", False, None, received, money["retained"] - money["due"] - money["others"]))
    return found
