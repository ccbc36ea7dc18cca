"""Encodings of French text files, and files that mix them, lie about them, or lost their accents."""

import pytest

from transforms.raw import RawBook
from transforms.read import read

TEXT = "N°;Prénom;Lieu\n1;Éva;Livron-sur-Drôme\n2;Gaël;Châteauneuf-de-Galaure « à côté »\n3;Françoise;Œuvre d’été\n"


def words(book: RawBook) -> set[str]:
    return {value for row in book.sheets[0].text.rows() for value in row if value}


def codes(book: RawBook) -> list[str]:
    return [remark.code for remark in book.remarks]


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8-sig"),
        ("cp1252", "cp1252"),
        ("mac_roman", "mac_roman"),
        ("utf-16", "utf-16-le"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
    ],
)
def test_french_text_reads_the_same_in_every_encoding(written: str, told: str) -> None:
    book = read(TEXT.encode(written), "a.csv")
    assert (book.encoding, codes(book)) == (told, [])
    assert {"Prénom", "Éva", "Livron-sur-Drôme", "Gaël", "Françoise", "Œuvre d’été"} <= words(book)


def test_an_old_dos_file_reads_with_its_accents() -> None:
    book = read("Nom;Prénom\nBruno;Éva\nCitoyenneté;à côté\n".encode("cp850"), "a.csv")
    assert book.encoding == "cp850"
    assert {"Prénom", "Éva", "Citoyenneté", "à côté"} <= words(book)


@pytest.mark.parametrize("encoding", ["cp1252", "mac_roman", "cp850"])
@pytest.mark.parametrize("word", ["Éva", "Prénom", "DÉPENSÉ", "Gaël", "12\u00a0500", "où", "reçu", "N° 4"])
def test_one_accent_is_enough_to_tell_the_encoding(encoding: str, word: str) -> None:
    book = read(f"a;b\nx;{word}\n".encode(encoding), "a.csv")
    assert word in words(book)


def test_a_utf8_mark_on_a_cp1252_body_is_said_and_does_no_harm() -> None:
    book = read(b"\xef\xbb\xbf" + "Prénom;b\nÉva;Drôme\n".encode("cp1252"), "a.csv")
    assert (book.encoding, codes(book)) == ("cp1252", ["FICHIER-22"])
    assert words(book) == {"Prénom", "b", "Éva", "Drôme"}


def test_lines_of_two_encodings_are_each_read_in_their_own() -> None:
    content = "Prénom;Lieu\nÉva;Drôme\n".encode() + "Gaël;Crest été\n".encode("cp1252") + "Zoé;Die\n".encode()
    book = read(content, "a.csv")
    assert words(book) == {"Prénom", "Lieu", "Éva", "Drôme", "Gaël", "Crest été", "Zoé", "Die"}
    (remark,) = book.remarks
    assert (remark.code, remark.params["line"]) == ("FICHIER-21", "3")


def test_one_line_of_two_encodings_is_read_letter_by_letter() -> None:
    content = "Prénom;Lieu\n".encode() + "Gaël;".encode("cp1252") + "Drôme, 5 €\n".encode()
    assert words(read(content, "a.csv")) == {"Prénom", "Lieu", "Gaël", "Drôme, 5 €"}


def test_mac_bytes_that_happen_to_be_utf8_are_still_mac() -> None:
    book = read("a;b\nl’étoile;x\n".encode("mac_roman"), "a.csv")
    assert "l’étoile" in words(book)
    assert "مرحبا بكم" in words(read("a;b\nمرحبا بكم;x\n".encode(), "a.csv"))


def test_capital_accents_before_a_quote_mark_are_not_taken_for_utf8() -> None:
    content = "Intitulé;b\n«CAFÉ»;MARIÉ \n".encode("cp1252")
    assert "«CAFÉ»" in words(read(content, "a.csv"))


def test_accents_encoded_twice_are_restored_and_said() -> None:
    content = "PrÃ©nom;Lieu\nZoÃ©;5 â‚¬\nBruno;Drôme\n".encode()
    book = read(content, "a.csv")
    assert codes(book) == ["FICHIER-24"]
    assert words(book) == {"Prénom", "Lieu", "Zoé", "5 €", "Bruno", "Drôme"}


def test_accents_lost_before_the_file_came_are_told_with_their_cells() -> None:
    book = read("N;Ministe?re;Lien\n1;De\ufffdpartement;http://a.fr/b?c=d\n2;Pourquoi ?;x\n".encode(), "a.csv")
    assert [(r.code, r.column, r.row, r.params["cells"]) for r in book.remarks] == [("FICHIER-23", "B", 1, "B1, B2")]


def test_a_few_letters_of_a_far_script_are_utf8_unless_they_are_french_of_old() -> None:
    assert words(read("id,name\n1,english\n2,中国人\n".encode(), "a.csv")) >= {"中国人"}
    assert words(read("nom;note\nDie;« été »\n".encode("cp1252"), "a.csv")) >= {"« été »"}
