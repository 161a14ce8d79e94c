"""Why a sample can be neither filled in nor taken away."""


class NotEmpty(Exception):
    """Real visits, or a sample already, are there."""


class NoSample(Exception):
    """There is no sample to take away."""
