"""Delimited text: separators, quotes, line ends, and records of the wrong length."""

import csv
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.transforms.read_files import at, only_sheet
from transforms.raw import DeliveryError, Kind, RawBook
from transforms.read import Limits, read


def book(text: str, filename: str = "contrats.csv") -> RawBook:
    return read(text.encode(), filename)


def rows(text: str) -> list[tuple[str | None, ...]]:
    return book(text).sheets[0].text.rows()


def told(text: str) -> list[tuple[str, int | None]]:
    return [(remark.code, remark.row) for remark in book(text).remarks]


@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
def test_the_separator_is_the_one_that_makes_equal_records(separator: str) -> None:
    table = [["N°", "Commune", "Note"], ["DIE-1", "Die", "à voir, ou non"], ["CRE-2", "Crest", "a;b"]]
    file = StringIO()
    csv.writer(file, delimiter=separator).writerows(table)
    read_book = book(file.getvalue())
    assert read_book.separator == separator
    assert [list(row) for row in read_book.sheets[0].text.rows()] == table


def test_title_lines_do_not_hide_the_separator_nor_make_records_long() -> None:
    text = "Contrats de la Drôme, année 2015, à jour\n\nN°;Début;Montant\nDIE-1;01/09/15;1 200,50\nDIE-2;01/10/15;3,2\n"
    table = [("N°", "Début", "Montant"), ("DIE-1", "01/09/15", "1 200,50"), ("DIE-2", "01/10/15", "3,2")]
    assert rows(text)[2:] == table
    assert told(text) == []


def test_decimal_commas_are_not_the_separator_of_records_of_unequal_lengths() -> None:
    text = "Dépenses;;\n;;\nN°;Mois;Montant\nA;01/14;1 200,50 €;;\nB;02/14;3,20 €;;\nC;03/14;4,10 €;;\nD;04/14\nE;05/14;6;à voir\nTotal;;7,30 €\n"
    assert book(text).separator == ";"


def test_decimal_commas_are_not_the_separator_where_titles_and_totals_stand_between_the_records() -> None:
    block = "{0}/2014\nP{0};S;{0};1,00{0}\nP{0}b;S;{0};2,00{0}\nSous-total;;3,00{0}\n\n"
    assert book("N° pièce;Poste;Mois;Montant\n" + "".join(map(block.format, (7, 8, 9)))).separator == ";"


def test_a_comma_separates_whole_numbers_beside_a_semicolon_in_each_text() -> None:
    assert book("N°,Lieux,Heures,Mois\n" + "".join(f"{n},Die ; Crest,{n},{n}\n" for n in range(9))).separator == ","


def test_excels_own_sep_line_names_the_separator_and_is_no_row() -> None:
    read_book = book("sep=|\r\na|b;c\r\n1|2;3\r\n")
    assert read_book.separator == "|"
    assert at(read_book.sheets[0], "B", 1) == "b;c"


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_line_end_separates_records(end: str) -> None:
    assert rows(end.join(["a;b", "1;2", "", "3;4", ""])) == [("a", "b"), ("1", "2"), (None, None), ("3", "4")]
    assert rows(end.join(["a;b", '"1";2', "", "3;4", ""])) == [("a", "b"), ("1", "2"), (None, None), ("3", "4")]


def test_line_ends_may_be_mixed_and_stand_in_quoted_cells() -> None:
    text = 'a;b\r\n"Die\nDrôme";2\n3;"x\r\ny"\r4;5'
    assert rows(text) == [("a", "b"), ("Die\nDrôme", "2"), ("3", "x\r\ny"), ("4", "5")]


def test_a_row_number_is_the_record_s_and_not_the_line_s() -> None:
    sheet = book('a;b\n"x\ny\nz";1\nDIE-2;2\n').sheets[0]
    assert at(sheet, "A", 3) == "DIE-2"


def test_a_long_text_on_thirty_lines_is_one_cell() -> None:
    prose = "\n".join(f"ligne {n}; suite" for n in range(30))
    sheet = book(f'N°;Note;Commune\nDIE-1;"{prose}";Die\nDIE-2;;Crest\n').sheets[0]
    assert at(sheet, "B", 2) == prose
    assert at(sheet, "A", 3) == "DIE-2"


def test_a_stray_quote_that_swallows_whole_records_is_undone() -> None:
    text = 'N°;Note;Commune\nDIE-1;"oubli;Die\nDIE-2;x;Crest\nDIE-3;y";Nyons\nDIE-4;z;Die\nDIE-5;z;Die\n'
    assert [row[0] for row in rows(text)] == ["N°", "DIE-1", "DIE-2", "DIE-3", "DIE-4", "DIE-5"]
    assert told(text) == [("FICHIER-28", 2)]


def test_a_quote_never_closed_refuses_the_file_at_its_row() -> None:
    lines = [f"DIE-{n};12;x" for n in range(30)]
    with pytest.raises(DeliveryError) as refused:
        book("\n".join(["N°;Note;Commune", "DIE-0;a;b", 'DIE-1;"ouvert', *lines]))
    assert (refused.value.code, refused.value.params) == ("FICHIER-20", {"row": "3"})


def test_a_stray_quote_above_decimal_commas_hides_no_separator() -> None:
    lines = [f"DIE-{n};01/09/2014;{n},50" for n in range(2, 12)]
    text = "\n".join(["N°;Début;Montant", 'DIE-1;"01/09/2014;1,50', *lines])
    sheet = only_sheet(text.encode(), "a.csv")
    assert [at(sheet, letter, 2) for letter in "ABC"] == ["DIE-1", "01/09/2014", "1,50"]
    assert (sheet.text.height, at(sheet, "C", 12)) == (12, "11,50")


def test_a_stray_quote_is_undone_though_a_record_below_it_is_too_long() -> None:
    lines = [f"DIE-{n};x;Die" for n in range(12)]
    text = "\n".join(
        ["N°;Note;Commune", 'A;"oubli;Die', *lines[:6], "B;x;y;Die", *lines[6:], 'C;"fin;Die', "D;x;Die", ""]
    )
    assert [row[0] for row in rows(text)][:3] == ["N°", "A", "DIE-0"]
    assert rows(text)[-2:] == [("C", "fin", "Die", None), ("D", "x", "Die", None)]
    assert told(text) == [("FICHIER-28", 2), ("FICHIER-28", 16), ("FICHIER-27", 9)]


def test_inches_inside_a_cell_open_no_quote() -> None:
    assert rows('N°;Écran\n1;5" pouces\n2;19"\n') == [("N°", "Écran"), ("1", '5" pouces'), ("2", '19"')]


def test_short_records_are_told_once_with_their_rows() -> None:
    text = "N°;Commune;Note;Date\nDIE-1;Die;x\nDIE-2;Crest;y;z\nDIE-3;Die\nTotal\n"
    assert rows(text)[1] == ("DIE-1", "Die", "x", None)
    (remark,) = book(text).remarks
    assert (remark.code, remark.params["rows"], remark.row) == ("FICHIER-25", "2, 4", 2)


def test_a_record_too_long_is_told_at_its_row_and_never_shifted() -> None:
    text = "N°;Commune;Note\nDIE-1;Die;bon; très bon\nDIE-2;Crest;y\nDIE-3;Crest;z;;\n"
    assert told(text) == [("FICHIER-27", 2)]
    assert rows(text)[1][:4] == ("DIE-1", "Die", "bon", " très bon")


def test_a_cut_amount_with_one_way_to_join_it_is_mended_and_said() -> None:
    text = "N°,Commune,Montant,Note\nDIE-1,Die,1200,50,bon\nDIE-2,Crest,8,25,\nDIE-3,Crest,15,bon\n"
    assert rows(text)[1:] == [
        ("DIE-1", "Die", "1200,50", "bon"),
        ("DIE-2", "Crest", "8,25", None),
        ("DIE-3", "Crest", "15", "bon"),
    ]
    assert told(text) == [("FICHIER-26", 2)]


def test_a_cut_amount_with_two_ways_follows_the_column_proven_elsewhere() -> None:
    text = "N°,Mois,Montant,Note\nDIE-1,12,15,50,x\nDIE-2,mai,8,25,y\n"
    assert rows(text)[1] == ("DIE-1", "12", "15,50", "x")


def test_a_cut_amount_with_two_ways_and_no_proof_is_left_and_told() -> None:
    assert told("N°,Mois,Montant,Note\nDIE-1,12,15,50,x\nDIE-2,mai,8,y\nDIE-3,juin,9,y\n") == [("FICHIER-27", 2)]
    assert told("N°,Montant,Part\nDIE-1,12,15,50\nDIE-2,8,5,20\n") == [("FICHIER-27", 2), ("FICHIER-27", 3)]


def test_no_column_but_one_of_amounts_is_mended() -> None:
    assert told("id,voisin,nom,population\n1,Irlande,Bretagne,67\n2,3,France,n/a,à trouver\n3,22,Allemagne,83\n") == [
        ("FICHIER-27", 3)
    ]


def test_a_table_wider_than_the_lines_above_it_has_its_own_width() -> None:
    body = "".join(f"Die;{n};{n + 1};\n" for n in range(5))
    assert told(f"Région :;Drôme\nAnnée :;2014\n\n;1985;1993;\n{body}") == []


def test_columns_without_a_heading_make_no_record_too_long() -> None:
    assert told("N°;Commune\nDIE-1;Die;x\nDIE-2;Crest;y\nDIE-3;Nyons;\n") == []


def test_a_second_table_below_has_its_own_width() -> None:
    text = "N°;Commune\nDIE-1;Die\nDIE-2;Die\n\nN°;Date;Montant;Note\n1;01/09/15;12;x\n2;01/10/15;13;y\n"
    assert told(text) == []


def test_bare_digits_are_numbers_and_the_rest_is_text() -> None:
    sheet = book("a;b\n01033;2A004\n-12,5;12 500,00\n;1.5\n").sheets[0]
    assert sheet.kinds("A").to_list() == [Kind.TEXT, Kind.NUMBER, Kind.TEXT, Kind.BLANK]
    assert sheet.kinds("B").to_list() == [Kind.TEXT, Kind.TEXT, Kind.TEXT, Kind.TEXT]


def test_a_column_of_text_with_no_separator_is_a_table_of_one_column() -> None:
    read_book = book("Commune\nDie\nCrest\n")
    assert read_book.separator is None
    assert rows("Commune\nDie\nCrest\n") == [("Commune",), ("Die",), ("Crest",)]


def test_a_text_named_xls_is_read_and_its_name_remarked() -> None:
    read_book = book("a;b\n1;2\n", "export.xls")
    assert (read_book.format, [remark.code for remark in read_book.remarks]) == ("csv", ["FICHIER-29"])


def test_more_cells_than_the_limit_are_refused() -> None:
    with pytest.raises(DeliveryError) as refused:
        read(b'a;b\n"1";2\n3;4;5\n', "a.csv", Limits(max_cells=8))
    assert refused.value.code == "FICHIER-17"


fields = st.text(st.characters(codec="utf-8", exclude_characters="\x00\rÂÃâ"), max_size=8).filter(str.strip)


@given(st.lists(st.lists(fields, min_size=3, max_size=3), min_size=2, max_size=8), st.sampled_from(";,\t|"))
def test_what_a_csv_writer_writes_quoted_is_read_back(table: list[list[str]], separator: str) -> None:
    file = StringIO()
    csv.writer(file, delimiter=separator, quoting=csv.QUOTE_ALL).writerows([["N° a", "Commune", "Note"], *table])
    content = f"sep={separator}\n{file.getvalue()}".encode("utf-8-sig")
    assert [list(row) for row in only_sheet(content, "a.csv").text.rows()[1:]] == table
