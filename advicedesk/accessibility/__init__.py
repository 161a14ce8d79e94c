"""The accessibility statement that Finnish act 306/2019 asks for, and the feedback it promises.

What the statement says is kept as data (`statement.toml`), its words are in the catalogs. Feedback
asks for no name and no address: whoever wants to read the answer keeps a reply code, of which only
a hash is stored. The promise is an answer within 14 days.
"""
