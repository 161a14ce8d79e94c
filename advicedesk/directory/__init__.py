"""The directory: authorities and service points, their hours, and where the desk sends people.

Edited by hand or imported from open data (Suomi.fi PTV). Hours are kept as the feed says them and
resolved for a day by `opening_hours`: open, closed, by appointment and unknown are different.
"""
