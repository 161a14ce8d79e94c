"""When each desk was open: what rates are worked out from, and which days were closed.

It lies here, above the directory, because a desk's hours follow the directory's rules for hours.
What nobody told is unknown, never closed: figures that rest on it are then not shown.
"""
