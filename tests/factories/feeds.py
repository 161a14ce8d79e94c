"""Feeds in the shape of each format that is read, as small as they can be; all made up."""

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


def channel_12(feed_id: str = OFFICE, **changes: Any) -> dict[str, Any]:
    """Return the same office in the shape of PTV version 12, closed on Midsummer Eve."""
    version = {
        "alternativeName": None,
        "summary": "<p>Apua</p>",
        "contactPhoneNumbers": [{"dialCode": "+358", "number": "091234580", "type": "Phone"}],
        "contactWebPages": [{"url": "https://kela.example/"}, {"url": "javascript:alert(1)"}],
        "contactEmails": ["kela@kela.example"],
    }
    days = [{"day": "Monday", "openingTimes": [{"from": "09:00", "to": "16:00"}]}]
    return {
        "contentId": feed_id,
        "type": "ServiceLocation",
        "publishingStatus": "Published",
        "responsibleOrganizationId": KELA,
        "languageVersions": {
            "fi": {"name": "Kela ServiceLocation", **version},
            "sv": {"name": "FPA", **version},
        },
        "languages": ["fi", "sv"],
        "location": {
            "streetAddresses": [
                {
                    "street": {"fi": "Suomenlahdentie", "sv": None},
                    "streetNumber": "1",
                    "postalCode": "02230",
                    "postOffice": {"fi": "ESPOO"},
                    "coordinates": [
                        {"system": "EPSG:3067", "easting": 374482.6, "northing": 6671548.4}
                    ],
                }
            ]
        },
        "serviceHours": {"hours": [{"type": "WeeklyUntilFurtherNoticeServiceHour", "days": days}]},
        "holidayServiceHours": {"holidays": [{"name": "MidsummerEve", "openingStatus": "Closed"}]},
        **changes,
    }


def schedule(**changes: Any) -> dict[str, Any]:
    """Return an HSDS schedule: Thursdays and Fridays from 10 to 18."""
    return {
        "id": "schedule",
        "freq": "WEEKLY",
        "byday": "TH,FR",
        "opens_at": "10:00Z",
        "closes_at": "18:00Z",
        **changes,
    }


def hsds_service(*, location: dict[str, Any] | None = None, **changes: Any) -> dict[str, Any]:
    """Return an HSDS service at one location, with its organisation."""
    return {
        "id": "service",
        "name": "Counselling",
        "description": "Talk to us.",
        "url": "https://counsel.example/",
        "email": "counsel@counsel.example",
        "status": "active",
        "languages": [{"id": "l", "code": "ur"}],
        "organization": {"id": "organization", "name": "Counsel ry", "website": "ftp://x.example"},
        "service_at_locations": [
            {
                "id": "at",
                "schedules": [schedule()],
                "phones": [{"id": "p", "number": '"+44 1234 234567"', "extension": 100}],
                "contacts": [{"id": "c", "name": "A Person", "email": "person@counsel.example"}],
                "location": {
                    "id": "location",
                    "location_type": "physical",
                    "name": "Civic Center",
                    "latitude": 60.2,
                    "longitude": 24.7,
                    "addresses": [
                        {"id": "a", "address_1": "Main Street 1", "city": "Espoo",
                         "postal_code": "02230", "address_type": "physical"},
                        {"id": "b", "address_1": "PO Box 1", "address_type": "postal"},
                    ],
                    **(location or {}),
                },
            }
        ],
        **changes,
    }  # fmt: skip


HSDS_TABLES = {
    "organizations.csv": "id,name\no1,Counsel ry\n",
    "services.csv": "id,organization_id,name,status\ns1,o1,Counselling,active\n",
    "locations.csv": "id,organization_id,location_type,name,latitude,longitude\n"
    "l1,nobody,physical,Civic Center,100,24.7\n",
    "service_at_location.csv": "id,service_id,location_id\na1,s1,l1\n",
    "addresses.csv": "id,location_id,address_1,city,postal_code,address_type\n"
    "ad1,l1,Main Street 1,Espoo,02230,physical\n",
    "phones.csv": "id,service_id,number,type\np1,s1,+358 9 123,voice\np2,s1,123,fax\n",
    "schedules.csv": "id,service_at_location_id,freq,byday,opens_at,closes_at\n"
    "h1,a1,WEEKLY,MO,10:00,12:00\n",
    "languages.csv": "id,service_id,code\nla1,s1,so\n",
}


def unit(unit_id: int = 7, **changes: Any) -> dict[str, Any]:
    """Return a unit of the service map: a library."""
    return {
        "id": unit_id,
        "org_id": "city",
        "name_fi": "Kirjasto",
        "name_en": "Library",
        "street_address_fi": "Katu 1",
        "address_zip": "00100",
        "address_city_fi": "HELSINKI",
        "phone": "+358 9 310 1, 09 310 2",
        "www_fi": "https://kirjasto.example/",
        "short_desc_fi": "Lainaa.",
        "latitude": 60.17,
        "longitude": 24.94,
        **changes,
    }


def connection(section: str, unit_id: int = 7, **changes: Any) -> dict[str, Any]:
    """Return a connection of a unit."""
    return {"connection_id": "c", "unit_id": unit_id, "section_type": section, **changes}
