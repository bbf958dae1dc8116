"""What the sky does over a city, for its masthead."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Sky(StrEnum):
    """What one sees from a window; the values are the English words of the catalogue."""

    CLEAR = "clear"
    FAIR = "partly cloudy"
    CLOUDY = "cloudy"
    FOG = "fog"
    DRIZZLE = "drizzle"
    RAIN = "rain"
    SLEET = "sleet"
    SNOW = "snow"
    THUNDER = "thunderstorms"


@dataclass(frozen=True, slots=True, kw_only=True)
class Weather:
    """The weather of one city at one hour."""

    celsius: float
    sky: Sky | None = None
    """None when the source tells the temperature only."""
    credit: str = ""
    """Whom the source wants named, as its licence asks; empty when nobody."""
