"""What other systems are said to reach, as printed in the paper of G3.

Source: Jia et al. 2024 (G3), table 1. Its authors ran some systems again, so that their own papers
print other figures: Img2Loc for one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

PRINTED_IN = (
    "Jia et al. 2024, G3: An Effective and Adaptive Framework for Worldwide Geolocalization Using "
    "Large Multi-Modality Models, NeurIPS, table 1"
)

PHOTOS: Mapping[str, int] = {"im2gps3k": 2997, "yfcc4k": 4536}
"""How many photos each data set has whole; Vo et al. 2017."""

_Within = tuple[float | None, ...]

_SYSTEMS = (
    ("[L]kNN, sigma=4", 2017, "Vo et al. 2017, Revisiting IM2GPS in the Deep Learning Era, ICCV"),
    (
        "PlaNet",
        2016,
        "Weyand et al. 2016, PlaNet: Photo Geolocation with Convolutional Neural Networks, ECCV",
    ),
    (
        "CPlaNet",
        2018,
        "Seo et al. 2018, CPlaNet: Enhancing Image Geolocalization by Combinatorial Partitioning "
        "of Maps, ECCV",
    ),
    (
        "ISNs",
        2018,
        "Müller-Budack et al. 2018, Geolocation Estimation of Photos Using a Hierarchical Model "
        "and Scene Classification, ECCV",
    ),
    (
        "TransLocator",
        2022,
        "Pramanick et al. 2022, Where in the World Is This Image? Transformer-Based "
        "Geo-localization in the Wild, ECCV",
    ),
    (
        "GeoDecoder",
        2023,
        "Clark et al. 2023, Where We Are and What We're Looking At: Query Based Worldwide Image "
        "Geo-localization Using Hierarchies and Scenes, CVPR",
    ),
    (
        "GeoCLIP",
        2023,
        "Vivanco Cepeda et al. 2023, GeoCLIP: Clip-Inspired Alignment between Locations and Images "
        "for Effective Worldwide Geo-localization, NeurIPS",
    ),
    (
        "Img2Loc",
        2024,
        "Zhou et al. 2024, Img2Loc: Revisiting Image Geolocalization Using Multi-modality "
        "Foundation Models and Image-based Retrieval-Augmented Generation, SIGIR",
    ),
    ("PIGEON", 2024, "Haas et al. 2024, PIGEON: Predicting Image Geolocations, CVPR"),
    ("G3", 2024, PRINTED_IN),
)

_WITHIN: Mapping[str, tuple[_Within, ...]] = {
    "im2gps3k": (
        (7.2, 19.4, 26.9, 38.9, 55.9),
        (8.5, 24.8, 34.3, 48.4, 64.6),
        (10.2, 26.5, 34.6, 48.6, 64.6),
        (10.5, 28.0, 36.6, 49.7, 66.0),
        (11.8, 31.1, 46.7, 58.9, 80.1),
        (12.8, 33.5, 45.9, 61.0, 76.1),
        (14.11, 34.47, 50.65, 69.67, 83.82),
        (15.34, 39.83, 53.59, 69.70, 82.78),
        (11.3, 36.7, 53.8, 72.4, 85.3),
        (16.65, 40.94, 55.56, 71.24, 84.68),
    ),
    "yfcc4k": (
        (2.3, 5.7, 11.0, 23.5, 42.0),
        (5.6, 14.3, 22.2, 36.4, 55.8),
        (7.9, 14.8, 21.9, 36.4, 55.5),
        (6.5, 16.2, 23.8, 37.4, 55.0),
        (8.4, 18.6, 27.0, 41.1, 60.4),
        (10.3, 24.4, 33.9, 50.0, 68.7),
        (9.59, 19.31, 32.63, 55.00, 74.69),
        (19.78, 30.71, 41.40, 58.11, 74.07),
        (10.4, 23.7, 40.6, 62.2, 77.7),
        (23.99, 35.89, 46.98, 64.26, 78.15),
    ),
}


@dataclass(frozen=True, slots=True)
class PublishedRow:
    """What one system is said to reach on one data set.

    Attributes:
        system: Its name.
        citation: The paper that describes it.
        year: Of that paper.
        dataset: "im2gps3k" or "yfcc4k".
        within: Per cent of photos at most as far as each of `THRESHOLDS_KM`; None where nothing
            is printed.
    """

    system: str
    citation: str
    year: int
    dataset: str
    within: tuple[float | None, ...]


def published_rows(dataset: str) -> tuple[PublishedRow, ...]:
    """Return what is printed for a data set, in the order of the paper.

    Args:
        dataset: "im2gps3k" or "yfcc4k"; nothing is printed for any other.
    """
    return tuple(
        PublishedRow(system, citation, year, dataset, within)
        for (system, year, citation), within in zip(
            _SYSTEMS, _WITHIN.get(dataset, ()), strict=False
        )
    )
