"""Languages: the one table of them, how they are found, formatted and offered."""
