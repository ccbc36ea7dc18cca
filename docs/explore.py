"""The three answers in a notebook: `marimo edit docs/explore.py`, or `python docs/explore.py` to run it as a script.

EPI_HOME says where the data are, as for `epi`. Run the first cell again to see the next night.
"""

import marimo

__generated_with = "0.25.2"
app = marimo.App(width="medium")


@app.cell
def open_warehouse():
    import os
    import tempfile

    import duckdb
    import marimo as mo

    path = f"{os.environ.get('EPI_HOME', 'data')}/warehouse.duckdb"
    spill = tempfile.mkdtemp(prefix="epi-")
    warehouse = duckdb.connect(path, read_only=True, config={"temp_directory": spill})
    warehouse.execute("SET enable_external_access = false")
    mo.md("# EPI–FSE : contrats, dépenses, devenir")
    return mo, warehouse


@app.cell
def answers(mo, warehouse):
    told = warehouse.sql("FROM mart.answers").pl().row(0, named=True)
    mo.hstack(
        [
            mo.stat(told["n_people_recruited"], label="Personnes recrutées"),
            mo.stat(f"{told['fse_share_eur']:,.2f} €".replace(",", " ").replace(".", ","), label="Part du FSE"),
            mo.stat(told["n_lasting_jobs"], label="Emplois durables"),
        ]
    )
    return (told,)


@app.cell
def choose(mo, warehouse):
    names = [row[0] for row in warehouse.sql("SELECT epi_id FROM core.epis ORDER BY epi_id").fetchall()]
    chosen = mo.ui.multiselect(names, value=names, label="Espaces")
    chosen  # noqa: B018
    return (chosen,)


@app.cell
def contracts(chosen, warehouse):
    contracts = warehouse.sql(
        """SELECT epi_id, contract_id, contract_type_label, contract_status, contract_months, spending_declared_eur,
            fse_share_eur, exit_category_label, goes_on_in_digital
        FROM mart.contract_overview WHERE epi_id IN (SELECT unnest($epis)) ORDER BY epi_id, contract_id""",
        params={"epis": chosen.value},
    ).pl()
    contracts  # noqa: B018
    return (contracts,)


@app.cell
def by_epi(chosen, warehouse):
    by_epi = warehouse.sql(
        """SELECT epi_id, n_contracts, contract_months, spending_declared_eur, fse_share_eur
        FROM mart.epi_overview WHERE epi_id IN (SELECT unnest($epis)) ORDER BY epi_id""",
        params={"epis": chosen.value},
    ).pl()
    by_epi  # noqa: B018
    return (by_epi,)


@app.cell
def set_aside(warehouse):
    set_aside = warehouse.sql(
        """SELECT epi_id, filename, cell, code, value_read, message FROM quality.findings
        WHERE severity = 'reject' ORDER BY epi_id, filename, row_number, cell"""
    ).pl()
    set_aside  # noqa: B018
    return (set_aside,)


if __name__ == "__main__":
    app.run()
