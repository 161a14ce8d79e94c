"""Why feedback is refused or not found; the words are the views' own."""


class FeedbackUnknown(Exception):
    """There is no such feedback, or it has been forgotten."""


class TooMuchFeedback(Exception):
    """More was sent from one place than one person writes."""

    def __init__(self, retry_after: int) -> None:
        super().__init__(retry_after)
        self.retry_after = retry_after
