"""A made-up desk for trying things out: directory, staff, fourteen months of visits.

`shares` says how often what happens, `plans` (pure) draws visits from it, `filling` writes them.
Nobody in it exists; names of authorities are real, their phones and hours are made up.
"""
