"""The organisation and its desks: who the software works for, with its few rules as settings.

The first run (`/set-up`) makes both. A desk stands in a house; what is in the same house is near.
"""
