"""Assist: help from outside, all of it optional and off unless the operator names it. Nothing here ever sees a reader.

``weather`` asks what the sky does over a city; that a city is asked for is all that anybody learns. ``pictures`` keeps
copies of lead pictures, so that their publishers do not learn who opens a mail.
"""

from __future__ import annotations

from digest.assist.pictures import PictureCopies
from digest.assist.weather import CommandWeather, FileWeather, MetNoWeather, OpenMeteoWeather, remembered

__all__ = ["CommandWeather", "FileWeather", "MetNoWeather", "OpenMeteoWeather", "PictureCopies", "remembered"]
