"""Privacy by shape: the guard for free text, the audit trail, and how long things are kept.

The guard stands twice: in the form, with a friendly message, and at the column, where it refuses
on assignment, so that imports, seeds and commands are guarded too.
"""
