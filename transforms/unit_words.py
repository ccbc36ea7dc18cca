"""The words that announce amounts in another unit than the euro, as a pattern: thousands, millions, hundredths."""

_OF_EUROS = r"(?:d['’]\s?)?(?:€|euros?)"
_POWERS = r"10(?:\s?(?:\^|\*\*)\s?[36]|[³⁶])"
OTHER_UNITS = (
    rf"(?:[km]\s?(?:€|eur(?:os?)?)|(?:milliers?|millions?)(?:\s{_OF_EUROS}|(?!\s?d))"
    rf"|[x×*]\s?1\s?000(?:\s?000)?|{_POWERS}(?:\s?{_OF_EUROS})?"
    rf"|(?:c€|centimes?)(?:\s{_OF_EUROS})?(?=\W*$|\s*[)\]]))"
)
AFTER_EN = rf"en (?:[km]|0{{3}}|1\s?000(?:\s?000)?)(?=(?:\s?{_OF_EUROS})?(?:\W*$|\s*[)\]]))"
"""Those that announce a unit only after « en »: « (M) » may be « mensuel », « (1000 €) » an amount."""
