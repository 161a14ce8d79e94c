"""Early warnings: what is rare against a desk's own past, in words, and what was done about it.

series → history (counts per period) → judging (pure) → findings with their causes → the card on
Today and the supervisors' page. A finding is computed, never stored; what supervisors answer to it
is (`models.WarningAnswer`), and what they explain is left out of later pasts. Internal only.
"""
