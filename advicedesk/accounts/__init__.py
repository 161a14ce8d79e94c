"""Staff: accounts, roles per desk, being signed in, one-time links.

A sign-in is a row on the server, so signing out ends it wherever its cookie was copied to. When
it was last used stands in the signed cookie: reading a page writes nothing.
"""
