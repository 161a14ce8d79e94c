"""Feeds in the shape of Suomi.fi PTV version 11, as small as they can be."""

from typing import Any

KELA = "d5ec0057-077b-552f-ab0a-000000000001"
OFFICE = "9049288d-713a-504c-bf08-000000000001"
PHONE = "9049288d-713a-504c-bf08-000000000002"
FORM = "9049288d-713a-504c-bf08-000000000003"


def _texts(**words: str) -> list[dict[str, str]]:
    return [{"language": code, "value": word, "type": "Name"} for code, word in words.items()]


def channel(feed_id: str = OFFICE, kind: str = "ServiceLocation", **changes: Any) -> dict[str, Any]:
    """Return a channel of Kela: open on Mondays from 9 to 16."""
    return {
        "id": feed_id,
        "serviceChannelType": kind,
        "organizationId": KELA,
        "isVisibleForAll": True,
        "serviceChannelNames": _texts(fi=f"Kela {kind}", en=f"Kela {kind} in English"),
        "serviceChannelDescriptions": [],
        "phoneNumbers": [{"type": "Phone", "number": "0201234500", "language": "fi"}],
        "emails": [],
        "languages": ["fi", "sv"],
        "webPages": [{"url": "https://www.kela.example/", "value": "Kela", "language": "fi"}],
        "addresses": [
            {
                "type": "Location",
                "subType": "Single",
                "streetAddress": {
                    "street": [{"value": "Suomenlahdentie", "language": "fi"}],
                    "streetNumber": "1",
                    "postalCode": "02230",
                    "postOffice": [{"value": "ESPOO", "language": "fi"}],
                    "latitude": "6671548.809",
                    "longitude": "374482.841",
                },
            }
        ],
        "serviceHours": [
            {
                "serviceHourType": "DaysOfTheWeek",
                "isClosed": False,
                "isAlwaysOpen": False,
                "isReservation": False,
                "additionalInformation": [],
                "openingHour": [
                    {"dayFrom": "Monday", "dayTo": "", "from": "09:00:00", "to": "16:00:00"}
                ],
            }
        ],
        "publishingStatus": "Published",
        **changes,
    }


def page(*entries: dict[str, Any], page_count: int = 1) -> dict[str, Any]:
    """Return a page of the open interface."""
    return {"pageNumber": 1, "pageSize": 100, "pageCount": page_count, "itemList": list(entries)}


def authority(feed_id: str = KELA, **changes: Any) -> dict[str, Any]:
    """Return the organisation Kela."""
    return {
        "id": feed_id,
        "organizationType": "State",
        "organizationNames": _texts(fi="Kansaneläkelaitos", sv="Folkpensionsanstalten"),
        "publishingStatus": "Published",
        **changes,
    }


def three_channels() -> list[dict[str, Any]]:
    """Return an office, a phone service and an electronic form."""
    return [channel(), channel(PHONE, "Phone"), channel(FORM, "EChannel", serviceHours=[])]
