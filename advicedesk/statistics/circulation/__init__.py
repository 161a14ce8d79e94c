"""Circulation in the house: who sends whom where, back and forth, and the ways most walked.

rows (queries) → steps of each case (pure) → figures and the sums that tie them (counting) → hidden
where small, beside the single desks, the single months and the month's own report (making) → page
and files. The desk's own supervisors see raw figures on screen; everybody else, and every file,
protected ones.
"""
