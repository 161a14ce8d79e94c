"""Methods that tell when a count is rare against its own past (pure; counts in, bounds out).

Each module is one published method, named after its paper; `tests/unit/statistics` holds what the
R package *surveillance* (Salmon, Schumacher and Höhle 2016, J. Stat. Softw. 70(10)) gives for them.
A series is a sequence of whole counts, oldest first, one for each period (day, week or month).
"""
