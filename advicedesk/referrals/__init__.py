"""Referrals: sending someone on, the slip they carry, and the answer that closes the loop.

*Referred* is never counted as *helped*: given, confirmed and completed are three figures.
"""
