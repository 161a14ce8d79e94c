"""Counting a month from its rows: visits, needs and referrals each in a module of its own (pure).

Every figure has a key, every table is a layout of keys, and every sum a reader can check is
written down beside the tables, so that small counts can be hidden in all of them at once.
"""
