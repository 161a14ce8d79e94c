"""A composed slip in, bytes out: fonts and what they cover, QR codes, the sheet as tagged PDF.

Knows no Flask, no database and no words: `referrals/slips.py` composes, this package prints.
"""
