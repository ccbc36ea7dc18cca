import pytest

from tests.transforms.layouts import layout_of, reasons, sheet_of, whole
from transforms.layout import explore
from transforms.layout.cell_shapes import shape_of

PLAIN = """
Nom     | Entrée     | Montant
Léa D.  | 01/09/2014 | 1 200,00
Paul M. | 15/10/2014 | 900,00
Zoé R.  | 01/02/2015 | 1 050,50
"""


def test_a_plain_table_is_found_with_its_range_and_headings() -> None:
    [region] = layout_of(PLAIN).regions
    assert (region.range, region.header_rows) == ("A1:C4", (1,))
    assert region.headings == (("A", "Nom"), ("B", "Entrée"), ("C", "Montant"))
    assert region.data().rows()[0] == ("Léa D.", "01/09/2014", "1 200,00")


def test_headings_cut_over_two_rows_are_joined_where_one_half_names_two_columns() -> None:
    [region] = layout_of(
        """
N°    | Date         | Montant  | Montant
pièce | de paiement  | déclaré  | retenu
P-1   | 01/09/2014   | 1 200,00 | 900,00
P-2   | 15/10/2014   | 900,00   | 900,00
"""
    ).regions
    assert region.header_rows == (1, 2)
    assert [text for _, text in region.headings] == [
        "N° pièce", "Date de paiement", "Montant déclaré", "Montant retenu"
    ]  # fmt: skip


def test_titles_blank_rows_totals_and_notes_are_no_data() -> None:
    found = layout_of(
        """
EPI de Die |            |
           |            |
Nom        | Entrée     | Montant
Léa D.     | 01/09/2014 | 1 200,00
           |            |
Paul M.    | 15/10/2014 | 900,00
Sous-total |            | 2 100,00
Zoé R.     | 01/02/2015 | 1 050,50
Total      |            | 3 150,50
           |            |
Source : le secrétariat |   |
"""
    )
    [region] = found.regions
    assert list(region.rows) == [4, 6, 8]
    assert reasons(region) == {
        1: "title", 2: "blank", 3: "header", 5: "blank", 7: "subtotal", 9: "total", 10: "blank", 11: "note",
    }  # fmt: skip


def test_a_table_may_start_in_the_third_column() -> None:
    rows = [["", "", *cells] for cells in (("Nom", "Montant"), ("Léa D.", "12,50"), ("Paul M.", "13,50"))]
    [region] = explore(sheet_of([[], [], *rows])).regions
    assert region.range == "C3:D5"


def test_group_titles_are_carried_over_the_columns_they_span() -> None:
    rows = [
        ["Nom", "Contrat", "", "Montants", ""], ["", "Début", "Fin", "Déclaré", "Retenu"],
        ["Léa D.", "01/09/2014", "31/08/2015", "1200", "1100"], ["Paul M.", "01/10/2014", "31/08/2015", "900", "800"],
    ]  # fmt: skip
    merges = [(1, 0, 2, 0), (1, 1, 1, 2), (1, 3, 1, 4)]
    for told in (merges, []):
        [region] = explore(sheet_of(rows, told)).regions
        assert region.header_rows == (1, 2)
        assert [text for _, text in region.headings] == [
            "Nom", "Contrat Début", "Contrat Fin", "Montants Déclaré", "Montants Retenu",
        ]  # fmt: skip


def test_a_merged_title_over_the_whole_table_is_a_title() -> None:
    rows = [["Contrats 2015", "", ""], ["Nom", "Début", "Fin"], ["Léa D.", "01/09/2014", "31/08/2015"]]
    [region] = explore(sheet_of(rows, [(1, 0, 1, 2)])).regions
    assert (region.header_rows, region.ignored[0]) == ((2,), (1, "title"))


def test_codes_above_or_below_their_labels_are_the_headings() -> None:
    labels, codes = "Code commune | Nom de la commune | Demandeurs d'emploi", "codgeo | libgeo | defm"
    body = "26001 | Die | 120\n26002 | Crest | 340"
    for lines, row in ((f"{codes}\n{labels}", 1), (f"{labels}\n{codes}", 2)):
        [region] = layout_of(f"{lines}\n{body}").regions
        assert region.header_rows == (row,)
        assert [text for _, text in region.headings] == ["codgeo", "libgeo", "defm"]
        assert reasons(region)[3 - row] == "labels"


def test_years_over_numbers_are_headings() -> None:
    [region] = layout_of("Commune | 2013 | 2014 | 2015\nDie | 12 | 15 | 18\nCrest | 7 | 9 | 11").regions
    assert (region.header_rows, region.rows.len()) == ((1,), 2)


def test_headings_repeated_at_a_page_break_are_no_data() -> None:
    head, *rows = PLAIN.strip().splitlines()
    [region] = layout_of("\n".join([head, *rows, " | | ", head, *rows])).regions
    assert reasons(region)[6] == "repeated_header"
    assert region.rows.len() == 6


def test_stacked_tables_are_told_apart_with_their_titles() -> None:
    second = "Sorties |  |\nContrat | Motif | Date\nC-1 | fin de contrat | 31/08/2015\nC-2 | rupture | 31/05/2015"
    found = layout_of(f"Contrats | |\n{PLAIN.strip()}\n | | \n{second}")
    assert [region.range for region in found.regions] == ["A2:C5", "A8:C10"]
    assert reasons(found.regions[1])[7] == "title"
    assert whole(found, 10)


def test_tables_side_by_side_are_told_apart() -> None:
    left = [["Nom", "Montant"], ["Léa D.", "12"], ["Paul M.", "13"], ["Zoé R.", "14"], ["Ali B.", "15"]]
    right = [["Commune", "Habitants"], ["Die", "4500"], ["Crest", "8000"]]
    rows = [[*row, "", *(right[at] if at < len(right) else ["", ""])] for at, row in enumerate(left)]
    found = explore(sheet_of(rows))
    assert [region.range for region in found.regions] == ["A1:B5", "D1:E3"]
    assert whole(found, 5)


def test_a_blank_column_inside_a_table_does_not_cut_it() -> None:
    rows = [
        ["Nom", "Âge", "", "Entrée", "Montant"],
        *[["Léa D.", str(20 + i), "", "01/09/2014", "12"] for i in range(5)],
    ]
    [region] = explore(sheet_of(rows)).regions
    assert region.range == "A1:E6"


@pytest.mark.parametrize(
    "text", ["2021-01-01 00:00:00 | 15\n2021-01-02 00:00:00 | 16", "1 | 2 | 3", "#N/A\n#REF!\n#DIV/0!", "12,5\n13\n14"]
)
def test_values_from_the_first_row_on_are_a_table_without_headings(text: str) -> None:
    [region] = layout_of(text).regions
    assert (region.header_rows, region.rows.len()) == ((), len(text.splitlines()))
    assert {heading for _, heading in region.headings} == {""}


def test_headings_alone_are_a_table_with_no_row() -> None:
    [region] = layout_of("Nom | Entrée | Montant").regions
    assert (region.header_rows, region.rows.len(), region.range) == ((1,), 0, "A1:C1")


def test_a_column_with_data_and_no_heading_is_named_by_nothing() -> None:
    [region] = layout_of("Nom | | Montant\nLéa D. | absente | 12\nPaul M. | | 13").regions
    assert region.headings == (("A", "Nom"), ("B", ""), ("C", "Montant"))


def test_a_row_that_only_goes_on_with_a_text_is_a_continuation() -> None:
    found = layout_of("N° | Objet | Montant\n1 | Achat de deux écrans | 12\n | et d'un clavier | \n2 | Loyer | 13")
    assert reasons(found.regions[0])[3] == "continuation"


def test_rows_of_one_cell_are_data_where_such_rows_are_usual() -> None:
    [region] = layout_of("\n".join(["id | label", *[f"{i} | " for i in range(40)], "41 | ASDF"])).regions
    assert region.rows.len() == 41


def test_a_name_that_begins_like_a_total_is_data() -> None:
    text = (
        "Bénéficiaire | Montant\nTotal Energies | 1 200,00\nEnsemble vocal | 300,00\nLe Fil | 500,00\nTotal | 2 000,00"
    )
    [region] = layout_of(text).regions
    assert (list(region.rows), reasons(region)[5]) == ([2, 3, 4], "total")


def test_group_titles_and_subtotals_part_the_data() -> None:
    found = layout_of(
        """
Nom de l'organisme  | Nature      | Montant  | Prestations
                    |             |          |
CULTURE             |             |          |
Les Amis du Livre   | Association | 1 200,00 |
Le Fil              | Association | 300,00   | salle
Sous-total culture  |             | 1 500,00 |
SPORT               |             |          |
Club de judo        | Association | 2 000,00 |
Sous-total sport    |             | 2 000,00 |
TOTAL               |             | 3 500,00 |
"""
    )
    [region] = found.regions
    assert list(region.rows) == [4, 5, 8]
    assert {row: why for row, why in region.ignored if why == "section"} == {3: "section", 7: "section"}


def test_years_between_the_rows_of_a_cross_table_are_group_titles() -> None:
    text = (
        " | janvier | février\n | 2013 |\nNaissances | 736 | 674\nMariages | 35 | 30\n | 2012 |\nNaissances | 754 | 697"
    )
    [region] = layout_of(text).regions
    assert (list(region.rows), region.headings[0]) == ([3, 4, 6], ("A", ""))


def test_the_last_group_title_spans_no_more_than_the_others() -> None:
    rows = [
        ["", "", "2013", "", "2014", "", ""],
        ["Commune", "Code", "H", "F", "H", "F", "Total"],
        ["Die", "26113", "12", "14", "13", "15", "54"],
    ]
    [region] = explore(sheet_of(rows)).regions
    assert [text for _, text in region.headings] == ["Commune", "Code", "2013 H", "2013 F", "2014 H", "2014 F", "Total"]


def test_a_record_too_long_does_not_hide_the_headings() -> None:
    [region] = layout_of("id | name | age\n1101 | John | 30\n1102 | Julie | 26\n1103 | Zoé | 27 | x | 4 | 5").regions
    assert (region.header_rows, region.rows.len()) == ((1,), 3)


def test_rows_of_dates_spelled_out_are_data() -> None:
    [region] = layout_of("22 janvier 2014 | Die | 12\n1er mars 2014 | Crest | 13\n3 avril 2014 | Nyons | 14").regions
    assert (region.header_rows, region.rows.len()) == ((), 3)


def test_a_form_and_prose_are_no_table_and_say_so() -> None:
    form = "Fiche | 2011 | Commune | DIE\n3417 | DIE | Strate | FPU\nSuperficie | 5 688 | Produit net | 94 181\nPopulation | 256 | Zone | NON"
    assert layout_of(form).reason == "form"
    assert layout_of("Nom : | Léa D.\nNé le : | 12/03/1990\nVille : | Die\nHeures : | 26").reason == "form"
    assert (
        layout_of("Note\nLes données sont provisoires et seront revues en mars.\n\nContact : le secrétariat").reason
        == "prose"
    )


def test_a_cell_of_millions_of_characters_is_words_without_being_read_whole() -> None:
    assert shape_of("un 2, " * 2_000_000) == "digits"
    assert shape_of("9" * 5_000) == "digits"
    assert shape_of("un, " * 2_000_000) == "words"
