"""Reading whether a sample is there, and what of it real visits use."""

from sqlalchemy import exists, or_, select

from advicedesk.database import db
from advicedesk.desks.models import Desk
from advicedesk.directory.models import Authority, ServicePoint
from advicedesk.referrals.models import Referral, ReferralStep
from advicedesk.visits.models import Visit

# what of the directory came with the sample wears such an id, as what came with a feed wears its
MARK = "sample/"
_SAMPLE_DESK = select(Desk).where(Desk.is_sample).limit(1)
# asked for every page: a column, not the desk
_HAS_SAMPLE = select(Desk.__table__.c.id).where(Desk.__table__.c.is_sample).limit(1)
_REAL_VISIT = select(exists().where(Visit.desk_id == Desk.id, Desk.is_sample.is_(False)))


def find_sample_desk() -> Desk | None:
    """Return the sample desk, if there is one."""
    return db.session.scalar(_SAMPLE_DESK)


def has_sample() -> bool:
    """Tell whether there is a sample desk."""
    return db.session.scalar(_HAS_SAMPLE) is not None


def is_empty() -> bool:
    """Tell whether no visit was logged at any desk but the sample's."""
    return not db.session.scalar(_REAL_VISIT)


def list_sample_places() -> list[ServicePoint]:
    """Return the places that came with the sample."""
    return list(
        db.session.scalars(select(ServicePoint).where(ServicePoint.feed_id.startswith(MARK)))
    )


def list_sample_authorities() -> list[Authority]:
    """Return the authorities that came with the sample."""
    return list(db.session.scalars(select(Authority).where(Authority.feed_id.startswith(MARK))))


def is_place_used(place: ServicePoint) -> bool:
    """Tell whether a referral points to a place."""
    pointing = or_(Referral.service_point_id == place.id, Referral.rerouted_to_id == place.id)
    answered = exists().where(ReferralStep.rerouted_to_id == place.id)
    return bool(db.session.scalar(select(exists().where(pointing) | answered)))


def is_authority_used(authority: Authority) -> bool:
    """Tell whether a referral or a place belongs to an authority."""
    owning = (
        exists().where(Referral.authority_id == authority.id)
        | exists().where(ServicePoint.authority_id == authority.id)
    )  # fmt: skip
    return bool(db.session.scalar(select(owning)))
