"""Releases: versions of a protected report that stay, with who made them and when.

What is stored of a release are its figures by code and how its tables are laid out, never words
and never files: a file is made again from them in any language, with the same figures. Seven
formats in ten languages would be some megabytes for every month, and words that are put right
later would stay wrong. What a release hides is not in it; the true counts of its hidden cells lie
in a table of their own (`models.HiddenCounts`) that only the proof of the next release reads.
"""
