"""The words by which a cell says that its row sums up others, as patterns."""

SUM = r"(?:totaux|total|montant total|grand total|sum|subtotal)"
PART = r"(?:(?:sous|s)[\s\-/]*total|s/t|subtotal)"
