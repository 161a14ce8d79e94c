"""Code lists: topics, subtopics, acts and unmet reasons, as data with validity and names.

A code never goes away: it is retired from a date, so old visits keep their meaning. Visits store
the code; the lists give it a name in each language.
"""
