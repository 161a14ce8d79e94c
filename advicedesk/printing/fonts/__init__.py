"""The committed fonts; see README.md beside this file and `make_fonts.py`, which made them."""
