"""Numbers, distances and durations in the user's own way of writing."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLocale

_KM_PER_MILE = 1.609344
_NEAR = 0.1
"""Kilometres or miles below which a distance says more of the references than of the place."""


def number_words(value: float, *, decimals: int) -> str:
    """Return a number with the locale's decimal mark."""
    return QLocale().toString(value, "f", decimals)


def distance_words(km: float) -> str:
    """Return a distance in the locale's unit, with as many digits as it deserves."""
    translate = QCoreApplication.translate
    miles = _counts_miles()
    value = km / _KM_PER_MILE if miles else km
    if value < _NEAR:
        near = translate("Words", "under %1 mi") if miles else translate("Words", "under %1 km")
        return near.replace("%1", number_words(_NEAR, decimals=1))
    text = translate("Words", "%1 mi") if miles else translate("Words", "%1 km")
    return text.replace("%1", number_words(value, decimals=1 if value < 10 else 0))


def radius_words(km: float) -> str:
    """Return a distance within which something lies; never "under" something."""
    return distance_words(max(km, _NEAR * (_KM_PER_MILE if _counts_miles() else 1)))


def _counts_miles() -> bool:
    return QLocale().measurementSystem() == QLocale.MeasurementSystem.ImperialUSSystem
