"""The closed lists of codes, by name, as the code tables of the warehouse show them."""

from schemas.codelist import CodeList
from schemas.codes.budget import BUDGET_GAPS, BUDGET_SIDES, COSTED_OUTCOMES
from schemas.codes.contract_types import CONTRACT_TYPES
from schemas.codes.delivery_states import DELIVERY_STATES
from schemas.codes.education_levels import EDUCATION_LEVELS
from schemas.codes.employers import LEGAL_NATURES, ROLES, SIRET_STATES, STRUCTURE_TYPES
from schemas.codes.exit_reasons import EXIT_CATEGORIES, EXIT_REASONS
from schemas.codes.fse_alerts import FSE_ALERTS
from schemas.codes.fse_indicators import FSE_INDICATORS
from schemas.codes.fse_limits import FSE_LIMITS
from schemas.codes.labour_status import ENTRY_STATUSES, LABOUR_STATUSES
from schemas.codes.people import ANSWERS, COST_ROLES, IMPROVEMENTS, REFERRERS, SEXES, SOCIAL_BENEFITS
from schemas.codes.programming_periods import PROGRAMMING_PERIODS
from schemas.codes.recruitment_reasons import RECRUITMENT_REASONS
from schemas.codes.resources import CLAIM_TYPES, FUNDER_TYPES
from schemas.codes.rome import ROME_JOBS
from schemas.codes.spending import PAYMENT_PROOFS, SIMPLIFIED_COSTS, SPENDING_POSTS
from schemas.codes.termination_reasons import TERMINATION_REASONS

CODE_LISTS: dict[str, CodeList] = {
    code_list.name: code_list
    for code_list in (
        ANSWERS,
        BUDGET_GAPS,
        BUDGET_SIDES,
        CLAIM_TYPES,
        CONTRACT_TYPES,
        COSTED_OUTCOMES,
        COST_ROLES,
        DELIVERY_STATES,
        EDUCATION_LEVELS,
        ENTRY_STATUSES,
        EXIT_CATEGORIES,
        EXIT_REASONS,
        FSE_ALERTS,
        FSE_INDICATORS,
        FSE_LIMITS,
        FUNDER_TYPES,
        IMPROVEMENTS,
        LABOUR_STATUSES,
        LEGAL_NATURES,
        PAYMENT_PROOFS,
        PROGRAMMING_PERIODS,
        RECRUITMENT_REASONS,
        REFERRERS,
        ROLES,
        ROME_JOBS,
        SEXES,
        SIMPLIFIED_COSTS,
        SIRET_STATES,
        SOCIAL_BENEFITS,
        SPENDING_POSTS,
        STRUCTURE_TYPES,
        TERMINATION_REASONS,
    )
}
