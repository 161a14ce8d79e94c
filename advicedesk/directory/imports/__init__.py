"""Open data about services, read into plain values: one module a format, its mapping at the top.

`feed` has the values that every format is read into; merging them into the directory is the
feature's operation. Nothing here asks the database, the network or the clock.
"""
