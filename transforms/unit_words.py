"""The words that announce amounts in thousands or millions of euros, as a pattern."""

THOUSANDS = r"(?:k ?(?:€|euros?)|milliers? (?:d['’] ?)?(?:€|euros?)|m€|millions? (?:d['’] ?)?(?:€|euros?))"
