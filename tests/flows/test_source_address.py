"""What is taken from the address of a file: whether it is private, and the name of the file."""

import pytest

from flows.sources.address import is_named, is_private
from flows.sources.filename import filename_of


@pytest.mark.parametrize(
    ("header", "name"),
    [
        ('attachment; filename="contrats.xlsx"', "contrats.xlsx"),
        ("attachment; filename*=UTF-8''d%C3%A9penses%202015.ods", "dépenses 2015.ods"),
        ('attachment; filename="../../etc/passwd"', "passwd"),
        ('attachment; filename="C:\\\\Users\\\\a\\\\b.xls"', "b.xls"),
        (None, "sorties.csv"),
        ("attachment", "sorties.csv"),
        ('attachment; filename=""', "sorties.csv"),
    ],
)
def test_a_filename_is_the_servers_or_the_addresss_and_never_a_path(header: str | None, name: str) -> None:
    assert filename_of(header, "https://epi.example/a/sorties.csv?token=x") == name


@pytest.mark.parametrize(
    ("address", "private"),
    [("10.1.2.3", True), ("169.254.169.254", True), ("::1", True), ("::ffff:127.0.0.1", True),
     ("fe80::1%eth0", True), ("100.64.0.1", True), ("0.0.0.1", True), ("224.0.0.1", True),
     ("64:ff9b::a9fe:a9fe", True), ("2002:7f00:1::1", True), ("::127.0.0.1", True), ("fec0::1", True),
     ("64:ff9b:1::1", True), ("64:ff9b::909:909", False), ("2002:909:909::1", False), ("::ffff:9.9.9.9", False),
     ("9.9.9.9", False), ("2a01:e0a::1", False)],
)  # fmt: skip
def test_addresses_that_the_internet_does_not_route_are_private(address: str, private: bool) -> None:
    assert is_private(address) is private


@pytest.mark.parametrize(
    ("address", "url", "named"),
    [("127.0.0.1", "http://localhost:1/x", True), ("127.0.0.2", "http://127.0.0.1/x", True),
     ("10.0.0.5", "http://10.0.0.5/x", True), ("10.0.0.6", "http://10.0.0.5/x", False),
     ("10.0.0.5", "https://share.example/x", False), ("10.0.0.5", "http://localhost/x", False)],
)  # fmt: skip
def test_a_private_address_is_named_by_its_digits_or_as_localhost(address: str, url: str, named: bool) -> None:
    assert is_named(address, url) is named
