"""Profiles (config packs): what one regime's law or guidance says of a partnership. One TOML file each."""

import datetime
from functools import cache
from types import MappingProxyType

from joinedup.lawbook.register.areas import nation_for
from joinedup.lawbook.register.profiles.parts import Profile
from joinedup.lawbook.register.profiles.reading import profile_from
from joinedup.lawbook.register.types import type_of
from joinedup.lawbook.shelf import by_id, files, find, is_in_force, read

FOLDER = "register/profiles/"


@cache
def profiles() -> MappingProxyType[str, Profile]:
    """The 12 profiles by id, in the order of their files' names."""
    made = (profile_from(read(name)) for name in files() if name.startswith(FOLDER))
    return MappingProxyType(by_id("profile", made))


def profile_of(profile_id: str) -> Profile:
    """One profile, or `UnknownRow`."""
    return find("profile", profiles(), profile_id)


def profile_for(type_id: str, nation: str, on: datetime.date) -> Profile | None:
    """The default profile of a type in a nation on a day; None where no profile fits then and there.

    `nation` may be an id, a name or a code. An unknown type raises `UnknownRow`; a nation that is not one
    of the four (or "") fits only a profile for the whole of the United Kingdom.
    """
    wanted = type_of(type_id).profile
    if not wanted:
        return None
    profile = profile_of(wanted)
    place = nation_for(nation)
    fits = place.id in profile.nations if place else profile.nation == "UK"
    return profile if fits and is_in_force(profile.valid_from, profile.valid_until, on) else None
