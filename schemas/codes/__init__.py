"""The closed lists of codes, by name, as the code tables of the warehouse show them."""

from schemas.codelist import CodeList
from schemas.codes.contract_types import CONTRACT_TYPES
from schemas.codes.education_levels import EDUCATION_LEVELS
from schemas.codes.employers import LEGAL_NATURES, STRUCTURE_TYPES
from schemas.codes.exit_reasons import EXIT_CATEGORIES, EXIT_REASONS
from schemas.codes.labour_status import LABOUR_STATUSES
from schemas.codes.programming_periods import PROGRAMMING_PERIODS
from schemas.codes.recruitment_reasons import RECRUITMENT_REASONS
from schemas.codes.rome import ROME_JOBS
from schemas.codes.spending import PAYMENT_PROOFS, SIMPLIFIED_COSTS, SPENDING_POSTS
from schemas.codes.termination_reasons import TERMINATION_REASONS

CODE_LISTS: dict[str, CodeList] = {
    code_list.name: code_list
    for code_list in (
        CONTRACT_TYPES,
        EDUCATION_LEVELS,
        EXIT_CATEGORIES,
        EXIT_REASONS,
        LABOUR_STATUSES,
        LEGAL_NATURES,
        PAYMENT_PROOFS,
        PROGRAMMING_PERIODS,
        RECRUITMENT_REASONS,
        ROME_JOBS,
        SIMPLIFIED_COSTS,
        SPENDING_POSTS,
        STRUCTURE_TYPES,
        TERMINATION_REASONS,
    )
}
