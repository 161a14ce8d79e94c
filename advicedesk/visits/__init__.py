"""Visits: one walk-in each; visits that share a case code form a case; no person is stored.

The client owns the thread: the case code on the slip is the only key to it.
"""
