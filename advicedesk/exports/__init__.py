"""Tables out: one description of a table, and its writers.

`table` describes; xlsx, Excel-CSV and tidy CSV write it as it is, `cube` turns it into dimensions
for PX and JSON-stat; `package` puts the tidy CSV beside what explains it. The PDF is a printed
sheet and made in `printing`. Nothing here knows visits. A cell that may not be published arrives
as `HIDDEN`: every writer shows it, none can undo it. The same publication gives the same bytes.
"""
