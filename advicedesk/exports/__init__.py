"""Tables out: one description of a table, three writers (xlsx, Excel-CSV, tidy CSV).

Nothing here knows visits. A cell that may not be published arrives as `HIDDEN`: every writer
shows it, none can undo it. The same publication gives the same bytes.
"""
