"""The sender's own workbook given back with its faulty cells marked: `annotate`."""
