"""The words that announce amounts in another unit than the euro, as a pattern: thousands, millions, hundredths."""

_OF_EUROS = r"(?:d['’]\s?)?(?:€|euros?)"
OTHER_UNITS = (
    rf"(?:[km]\s?(?:€|eur(?:os?)?)|(?:milliers?|millions?)(?:\s{_OF_EUROS}|(?!\s?d))"
    rf"|[x×*]\s?1\s?000(?:\s?000)?|(?:c€|centimes?)(?:\s{_OF_EUROS})?(?=\W*$|\s*[)\]]))"
)
