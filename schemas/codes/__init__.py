"""The closed lists of codes, by name, as the code tables of the warehouse show them."""

from schemas.codelist import CodeList
from schemas.codes.contract_types import CONTRACT_TYPES
from schemas.codes.delivery_states import DELIVERY_STATES
from schemas.codes.education_levels import EDUCATION_LEVELS
from schemas.codes.employers import LEGAL_NATURES, ROLES, SIRET_STATES, STRUCTURE_TYPES
from schemas.codes.exit_reasons import EXIT_CATEGORIES, EXIT_REASONS
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
        CLAIM_TYPES,
        CONTRACT_TYPES,
        COST_ROLES,
        DELIVERY_STATES,
        EDUCATION_LEVELS,
        ENTRY_STATUSES,
        EXIT_CATEGORIES,
        EXIT_REASONS,
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
