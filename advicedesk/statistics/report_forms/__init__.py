"""What a city or a funder asks for, filled from a protected report: forms and classes as data.

A form is a TOML file that names its rows and the figures of the report that go into them; a
cross-walk is one that says which class of somebody else's each of our topics belongs to. Those of
this folder come with the product, those of the installation's data folder (`report-forms`,
`crosswalks`) are read beside them and go before them, so that a city adds its own without code.

`parts`, `crosswalks` and `definitions` read the files, `filling` puts figures into rows, all of
them pure; `shelf` finds the files, `writing` makes the form a file.
"""
