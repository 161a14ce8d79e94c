"""Why a referral is refused."""


class ServicePointUnknown(Exception):
    """No service point has this id, or it was retired."""


class TargetMissing(Exception):
    """A referral names neither a service point nor a place."""


class ReferralAlreadyClosed(Exception):
    """The referral has its end; it cannot be closed again."""


class NothingToTakeBack(Exception):
    """Nothing was recorded after the referral was given, or not what is to be taken back."""


class StatusCannotFollow(Exception):
    """This status cannot follow the present one."""


class ReasonMissing(Exception):
    """A refused or rerouted referral needs its reason or its new place."""


class SamePlace(Exception):
    """A client cannot be sent on to the place they were sent from."""


class TooManyAnswers(Exception):
    """A slip's page was answered too often; it ends after so many seconds."""

    def __init__(self, retry_after: int) -> None:
        super().__init__(retry_after)
        self.retry_after = retry_after


class TooLateToTakeBack(Exception):
    """The answer stands for longer than its taker-back may undo it."""
