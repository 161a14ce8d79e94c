"""Reading a desk's own table into visits: the canonical CSV, or an xlsx with the same header.

`sheets` reads bytes into rows of text, `rows` (pure) reads a row into a visit or tells what is
wrong with it, `reading` puts both together with what the database knows. Nothing here changes the
database: that is `operations.import_visits`, which takes all rows or none.
"""
