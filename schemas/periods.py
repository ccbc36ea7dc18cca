"""What is handed in period by period: the column that places a row of a table in time, and the lengths of periods."""

PERIOD_COLUMNS = {
    "participations": "entry_date",
    "contracts": "start_date",
    "fse_spending": "period_start_date",
    "outcomes": "exit_date",
    "followups": "observation_date",
    "resources": "period_start_date",
    "claims": "period_start_date",
}
PERIOD_MONTHS = {"month": 1, "quarter": 3, "half_year": 6, "year": 12}

# How dates are written in the cells of rows set aside, to place them in a month.
WRITTEN_DATES = ("%Y-%m-%d %H:%M:%S", "%Y-%m-%d", "%d/%m/%Y", "%d/%m/%y", "%d-%m-%Y", "%d.%m.%Y", "%m/%Y")
