from __future__ import annotations

import importlib.util
import io
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from g3desktop.domain.answer import Place
from g3desktop.domain.errors import PackError
from g3desktop.domain.geometry import LatLon, distances_km
from g3desktop.services.gazetteer import COUNTY_KM, KNOWN_KM, NAMED_KM, Gazetteer
from g3desktop.services.gazetteer_table import TABLE_NAME

RESOURCES = Path(__file__).parents[2] / "resources"

FAMOUS = [
    # Eiffel Tower, the Louvre, the basilica of Saint-Denis and the palace of Versailles.
    (48.8584, 2.2945, "Paris", "Île-de-France", "France", "FR"),
    (48.8606, 2.3376, "Paris", "Île-de-France", "France", "FR"),
    (48.9354, 2.3599, "Saint-Denis", "Île-de-France", "France", "FR"),
    (48.8049, 2.1204, "Versailles", "Île-de-France", "France", "FR"),
    (48.1374, 11.5755, "Munich", "Bavaria", "Germany", "DE"),
    (34.9671, 135.7727, "Kyoto", "Kyoto", "Japan", "JP"),
    (-22.9711, -43.1823, "Rio de Janeiro", "Rio de Janeiro", "Brazil", "BR"),
    (-1.2864, 36.8172, "Nairobi", "Nairobi County", "Kenya", "KE"),
    (-33.8568, 151.2153, "Sydney", "New South Wales", "Australia", "AU"),
    (40.7580, -73.9855, "New York City", "New York", "United States", "US"),
    (28.6129, 77.2295, "Delhi", "Delhi", "India", "IN"),
    (64.1417, -21.9266, "Reykjavík", "Capital Region", "Iceland", "IS"),
    (1.2868, 103.8545, "Singapore", "", "Singapore", "SG"),
    (22.2819, 114.1582, "Hong Kong", "Central and Western", "Hong Kong", "HK"),
    (51.4839, -0.6044, "Windsor", "England", "United Kingdom", "GB"),
    (41.9022, 12.4533, "Vatican City", "", "Vatican", "VA"),
    (10.7769, 106.7009, "Ho Chi Minh City", "Ho Chi Minh City", "Vietnam", "VN"),
    (47.4111, 8.5441, "Zürich", "Zurich", "Switzerland", "CH"),
    (-54.8019, -68.3030, "Ushuaia", "Tierra del Fuego", "Argentina", "AR"),
]

COUNTRIES = {
    "FJ": {"name": "Fiji", "continentcode": "OC"},
    "RU": {"name": "Russia", "continentcode": "EU"},
    "GL": {"name": "Greenland", "continentcode": "NA"},
}
CONTINENTS = {"OC": "Oceania", "EU": "Europe", "AS": "Asia", "NA": "North America"}
COUNTIES = {1_680_179: "Cakaudrove  Province", 5_994_030: "Saint Petersburg District"}
REGIONS = {"FJ.02": "Northern", "RU.15": "Chukotka", "RU.66": "Saint Petersburg "}


@pytest.fixture(scope="session")
def gazetteer() -> Gazetteer:
    return Gazetteer.load(RESOURCES / "gazetteer")


@pytest.fixture(scope="session")
def generator() -> ModuleType:
    spec = importlib.util.spec_from_file_location("make_gazetteer", RESOURCES / "make_gazetteer.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def town(name: str, lat: float, lon: float, region: str, **other: Any) -> dict[str, Any]:
    country, _, admin1 = region.partition(".")
    return {
        "geonameid": int(abs(lat * 1e5) + abs(lon)),
        "name": name,
        "latitude": lat,
        "longitude": lon,
        "countrycode": country,
        "admin1code": admin1,
        "population": other.get("population", 1000),
        "timezone": other.get("timezone", "Pacific/Fiji"),
    }


FEW_TOWNS = [
    town("Waiyevo", -16.8, 179.98, "FJ.02", population=700),
    town("Naselesele", -16.7, -179.87, "FJ.02"),
    town("Egvekinot", 66.32, -179.12, "RU.15", timezone="Asia/Anadyr", population=2790),
    town("Saint Petersburg", 59.94, 30.31, "RU.66", timezone="Europe/Moscow", population=5_351_935),
    town("Pole Camp", 89.9, 90.0, "GL.00", population=0, timezone="America/Nuuk"),
]


@pytest.fixture(scope="session")
def few(generator: ModuleType, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("gazetteer")
    table = generator.make_table(FEW_TOWNS, COUNTRIES, CONTINENTS, REGIONS, COUNTIES)
    generator.write_table(table, folder)
    return folder


@pytest.mark.parametrize(
    ("lat", "lon", "name", "admin1", "country", "code"), FAMOUS, ids=[row[2] for row in FAMOUS]
)
def test_famous_positions_have_the_names_that_people_use(
    gazetteer, lat, lon, name, admin1, country, code
):
    assert gazetteer.place(LatLon(lat, lon)) == Place(name, admin1, country, code)


def test_many_positions_are_named_as_one_by_one(gazetteer):
    positions = np.array([row[:2] for row in FAMOUS])

    places = gazetteer.places(positions)

    assert places == [gazetteer.place(LatLon(*row[:2])) for row in FAMOUS]


def test_more_positions_than_one_block_keep_their_order(gazetteer):
    positions = np.array([row[:2] for row in FAMOUS] * 1000)

    names = [place.name for place in gazetteer.places(positions)]

    assert names == [row[2] for row in FAMOUS] * 1000


def test_no_positions_have_no_places(gazetteer):
    assert gazetteer.places(np.empty((0, 2))) == []
    assert gazetteer.places([]) == []
    assert gazetteer.describe([]) == []


@pytest.mark.parametrize(
    ("lat", "lon"), [(90.0, 0.0), (-90.0, 0.0), (-77.85, 166.67), (-48.9, -123.4), (30.0, -40.0)]
)
def test_far_from_every_town_nothing_is_named(gazetteer, lat, lon):
    assert gazetteer.place(LatLon(lat, lon)) == Place()
    assert gazetteer.describe([[lat, lon]]) == ["A photo taken far from any town."]


def test_between_named_and_known_only_country_and_region_are_told(few):
    gazetteer = Gazetteer.load(few)
    degrees = (NAMED_KM + KNOWN_KM) / 2 / 111.2

    assert gazetteer.place(LatLon(59.94 - degrees, 30.31)) == Place(
        "", "Saint Petersburg", "Russia", "RU"
    )


def test_neighbours_across_the_antimeridian_are_near(few):
    gazetteer = Gazetteer.load(few)

    east, west, either = gazetteer.places([[-16.6, 179.999], [-16.85, -179.999], [-16.6, 180.0]])

    assert (east.name, west.name, either.name) == ("Naselesele", "Waiyevo", "Naselesele")
    assert gazetteer.place(LatLon(-16.6, -180.0)) == either


@pytest.mark.parametrize("lon", [-180.0, -90.0, 0.0, 90.0, 180.0])
def test_at_the_pole_every_longitude_is_the_same_place(few, lon):
    assert Gazetteer.load(few).place(LatLon(90.0, lon)).name == "Pole Camp"


@pytest.mark.parametrize("turn", [-720.0, 360.0, 3600.0])
def test_longitudes_of_another_turn_are_the_same_place(gazetteer, turn):
    assert gazetteer.places([[35.0394, 135.7292 + turn]])[0].name == "Kyoto"


@pytest.mark.parametrize(
    "positions", [[[np.nan, 0.0]], [[0.0, np.inf]], [[90.1, 0.0]], [0.0, 1.0], [[1.0, 2.0, 3.0]]]
)
def test_positions_that_are_none_are_refused(gazetteer, positions):
    with pytest.raises(ValueError, match="position"):
        gazetteer.places(positions)


def test_descriptions_name_every_level_once(gazetteer):
    assert gazetteer.describe([[48.8584, 2.2945], [35.0394, 135.7292], [1.2868, 103.8545]]) == [
        "A photo taken in Paris, Île-de-France, France, Europe.",
        "A photo taken in Kyoto, Japan, Asia.",
        "A photo taken in Singapore, Asia.",
    ]


def test_regions_beyond_a_countrys_own_continent_are_on_theirs(gazetteer):
    vladivostok, moscow, honolulu = gazetteer.describe(
        [[43.1155, 131.8855], [55.752, 37.6175], [21.3069, -157.8583]]
    )

    assert vladivostok.endswith("Russia, Asia.")
    assert moscow.endswith("Russia, Europe.")
    assert honolulu.endswith("United States, Oceania.")


def test_the_grid_holds_the_towns_of_at_least_the_population(gazetteer):
    every, larger, large = (gazetteer.grid(people) for people in (0, 2_000, 15_000))

    assert len(every.population) > 200_000
    assert 100_000 < len(larger.population) < 120_000
    assert 30_000 < len(large.population) < 40_000
    assert large.population.min() >= 15_000
    assert large.lat_lon_deg.shape == (len(large.names), 2)
    assert large.lat_lon_deg.dtype == np.float64
    assert large.population.dtype == np.int64


def test_names_of_the_grid_follow_its_rows(gazetteer):
    grid = gazetteer.grid(10_000_000)

    names = list(grid.names)

    assert len(names) == len(grid.population)
    assert names[row_at(grid, 31.2222, 121.4581)] == "Shanghai"
    assert grid.names[row_at(grid, 41.0138, 28.9497)] == "Istanbul"


def row_at(grid, lat: float, lon: float) -> int:
    return int(distances_km([lat, lon], grid.lat_lon_deg).argmin())


positions_of_towns = st.lists(
    st.tuples(
        st.floats(-90, 90).map(lambda lat: round(lat, 5)),
        st.one_of(st.floats(-180, 180), st.floats(179, 180), st.floats(-180, -179)).map(
            lambda lon: round(lon, 5)
        ),
    ),
    min_size=1,
    max_size=60,
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(towns=positions_of_towns, data=st.data())
def test_the_nearest_town_is_brute_forces(generator, tmp_path, towns, data):
    """Each town is a region of its own, so that the region tells which town was nearest."""
    table = generator.make_table(
        [town(f"town {i}", *at, f"FJ.{i}") for i, at in enumerate(towns)],
        COUNTRIES,
        CONTINENTS,
        {f"FJ.{i}": str(i) for i in range(len(towns))},
        {},
    )
    generator.write_table(table, tmp_path)
    gazetteer = Gazetteer.load(tmp_path)
    offsets = data.draw(
        hnp.arrays(np.float64, (len(towns), 2), elements=st.floats(-2, 2, width=32))
    )
    queries = np.array(towns) + offsets
    queries[:, 0] = queries[:, 0].clip(-90, 90)

    places = gazetteer.places(queries)

    for query, place in zip(queries, places, strict=True):
        km = distances_km(query, np.array(towns))
        if abs(km.min() - KNOWN_KM) < 1e-3:
            continue
        assert (place.admin1 != "") == (km.min() < KNOWN_KM)
        if place.admin1:
            assert km[int(place.admin1)] == pytest.approx(km.min(), abs=1e-3)


def test_real_towns_agree_with_brute_force(gazetteer):
    grid = gazetteer.grid()
    rng = np.random.default_rng(7)
    queries = np.stack(
        [np.degrees(np.arcsin(rng.uniform(-1, 1, 60))), rng.uniform(-180, 180, 60)], axis=-1
    )
    queries[:30] = grid.lat_lon_deg[rng.integers(0, len(grid.population), 30)]

    match = gazetteer._match(queries)

    for query, row in zip(queries, match.nearest, strict=True):
        km = distances_km(query, grid.lat_lon_deg)
        assert (km.min() > KNOWN_KM) if row < 0 else (km[row] == km.min())


def test_a_quarter_gives_way_to_its_city_but_not_across_a_border(generator, tmp_path):
    towns = [
        town("City", 60.0, 30.0, "RU.66", population=1_000_000),
        town("Quarter", 60.03, 30.0, "RU.66", population=2_000),
        town("Own Town", 60.06, 30.0, "RU.66", population=150_000),
        town("Abroad", 60.0, 30.06, "GL.01", population=2_000),
    ]
    table = generator.make_table(towns, COUNTRIES, CONTINENTS, REGIONS, COUNTIES)
    generator.write_table(table, tmp_path)

    places = Gazetteer.load(tmp_path).places([[t["latitude"], t["longitude"]] for t in towns])

    assert [place.name for place in places] == ["City", "City", "Own Town", "Abroad"]


def test_the_generator_joins_regions_by_code_and_orders_the_towns(generator, few):
    table = generator.make_table(FEW_TOWNS[::-1], COUNTRIES, CONTINENTS, REGIONS, COUNTIES)

    assert table["regions"].tobytes().decode().splitlines() == [
        "FJ\tFiji\tNorthern\tOceania\t",
        "GL\tGreenland\t\tNorth America\t",
        "RU\tRussia\tChukotka\tAsia\tFar Eastern Federal District",
        "RU\tRussia\tSaint Petersburg\tEurope\tNorthwestern Federal District",
    ]
    assert table["region"].tolist() == [0, 0, 3, 2, 1]
    with np.load(few / TABLE_NAME, allow_pickle=False) as written:
        for name, array in table.items():
            np.testing.assert_array_equal(written[name], array)


def test_the_generator_refuses_a_region_that_no_group_has(generator):
    with pytest.raises(ValueError, match=r"RU\.00 is in 0 groups"):
        generator.make_table(
            [town("Somewhere", 60.0, 30.0, "RU.00")], COUNTRIES, CONTINENTS, {"RU.00": "New"}, {}
        )


def test_every_group_of_regions_has_each_region_once(generator):
    for groups in generator.REGION_GROUPS.values():
        codes = " ".join(groups.values()).split()
        assert len(codes) == len(set(codes))
    sizes = {country: len(" ".join(groups.values()).split())
             for country, groups in generator.REGION_GROUPS.items()}  # fmt: skip
    assert sizes == {"BR": 27, "FR": 13, "ID": 38, "RU": 83}


ADDRESSES = [
    # The Louvre, Kreuzberg in Berlin, Times Square and Central Park, Shibuya's crossing.
    (48.8606, 2.3376, ("Paris 01 Louvre", "Paris", "Paris", "Île-de-France",
                       "Metropolitan France", "France", "Europe")),
    (52.4987, 13.4183, ("Kreuzberg", "Berlin", "", "State of Berlin", "", "Germany", "Europe")),
    (40.7580, -73.9855, ("Times Square", "New York City", "New York County", "New York", "",
                         "United States", "North America")),
    (40.7831, -73.9712, ("", "Manhattan", "New York County", "New York", "", "United States",
                         "North America")),
    # Marienplatz is where GeoNames has Munich itself.
    (48.1374, 11.5755, ("", "Munich", "Upper Bavaria", "Bavaria", "", "Germany", "Europe")),
    (55.752, 37.6175, ("", "Moscow", "", "Moscow", "Central Federal District", "Russia",
                       "Europe")),
    (-6.1754, 106.8272, ("", "Jakarta", "", "Jakarta", "Java", "Indonesia", "Asia")),
    # Taveuni, Fiji, on both sides of the antimeridian: farther than 50 km from a town.
    (-16.8, 179.98, ("", "", "", "Northern", "", "Fiji", "Oceania")),
    (-16.8, -179.98, ("", "", "", "Northern", "", "Fiji", "Oceania")),
    (90.0, 0.0, ("",) * 7),
    (-90.0, 0.0, ("",) * 7),
    (0.0, -150.0, ("",) * 7),
]  # fmt: skip


def test_addresses_are_those_looked_up_by_hand(gazetteer):
    addresses = gazetteer.addresses([row[:2] for row in ADDRESSES])

    assert [tuple(address) for address in addresses] == [row[2] for row in ADDRESSES]
    assert [gazetteer.addresses([row[:2]])[0] for row in ADDRESSES] == addresses
    assert gazetteer.addresses([]) == []


def test_addresses_agree_with_places(gazetteer):
    rng = np.random.default_rng(3)
    towns = gazetteer.grid().lat_lon_deg
    queries = towns[rng.integers(0, len(towns), 3000)] + rng.normal(0, 0.3, (3000, 2))
    queries[:, 0] = queries[:, 0].clip(-90, 90)

    addresses, places = gazetteer.addresses(queries), gazetteer.places(queries)

    for address, place in zip(addresses, places, strict=True):
        assert (address.city, address.state, address.country) == (
            place.name, place.admin1, place.country,
        )  # fmt: skip
        assert bool(address.country) == bool(address.continent)
        assert address.city or not address.neighbourhood


def named(generator, folder: Path, towns: list[dict[str, Any]], counties: dict[int, str], at):
    table = generator.make_table(
        towns, COUNTRIES, CONTINENTS, {**REGIONS, "GL.01": "One"}, counties
    )
    generator.write_table(table, folder)
    return Gazetteer.load(folder).addresses([at])[0]


CITY = town("City", 70.0, -50.0, "GL.01", population=1_000_000)
QUARTER = town("Quarter", 70.03, -50.0, "GL.01", population=2_000)
AT_THE_QUARTER = (70.029, -50.0)


def test_the_nearest_place_within_a_city_is_its_quarter(generator, tmp_path):
    address = named(generator, tmp_path, [CITY, QUARTER], {}, AT_THE_QUARTER)

    assert (address.neighbourhood, address.city, address.state) == ("Quarter", "City", "One")


@pytest.mark.parametrize(
    ("county", "other", "neighbourhood"),
    [("A", "A", "Quarter"), ("A", "B", ""), ("", "B", "Quarter"), ("A", "", "Quarter")],
)
def test_a_place_in_another_second_level_division_is_no_quarter(
    generator, tmp_path, county, other, neighbourhood
):
    counties = {CITY["geonameid"]: county, QUARTER["geonameid"]: other}

    address = named(generator, tmp_path, [CITY, QUARTER], counties, AT_THE_QUARTER)

    assert (address.neighbourhood, address.city, address.county) == (neighbourhood, "City", other)


def test_a_town_that_names_itself_is_no_quarter(generator, tmp_path):
    """Between the two the city names the position, but at its own point the other town does."""
    own = town("Own Town", 70.06, -50.0, "GL.01", population=150_000)

    address = named(generator, tmp_path, [CITY, own], {}, (70.034, -50.0))

    assert (address.neighbourhood, address.city) == ("", "City")


def test_a_county_is_told_near_a_town_alone(generator, tmp_path):
    counties = {CITY["geonameid"]: "A"}
    degrees = [km / 111.2 for km in (COUNTY_KM - 0.1, COUNTY_KM + 0.1)]

    near, far = (
        named(generator, tmp_path, [CITY], counties, (70.0 + degree, -50.0)) for degree in degrees
    )

    assert (near.city, near.county) == ("City", "A")
    assert (far.city, far.county) == ("City", "")


def test_the_generator_writes_the_same_bytes_twice(generator, few, tmp_path):
    table = generator.make_table(FEW_TOWNS, COUNTRIES, CONTINENTS, REGIONS, COUNTIES)

    assert generator.write_table(table, tmp_path).read_bytes() == (few / TABLE_NAME).read_bytes()
    assert [path.name for path in tmp_path.iterdir()] == [TABLE_NAME]


def test_a_missing_table_is_named(tmp_path):
    with pytest.raises(PackError, match=TABLE_NAME) as caught:
        Gazetteer.load(tmp_path)

    assert "install it again" in caught.value.hint


@pytest.mark.parametrize("size", [0, 1, 100, 2000])
def test_a_cut_table_is_refused(few, tmp_path, size):
    (tmp_path / TABLE_NAME).write_bytes((few / TABLE_NAME).read_bytes()[:size])

    with pytest.raises(PackError, match="damaged"):
        Gazetteer.load(tmp_path)


def test_other_files_in_place_of_the_table_are_refused(tmp_path):
    single = io.BytesIO()
    np.save(single, np.zeros(3))
    for content in (b"no table", single.getvalue(), b"\x80\x04N."):
        (tmp_path / TABLE_NAME).write_bytes(content)
        with pytest.raises(PackError, match="damaged"):
            Gazetteer.load(tmp_path)


def test_a_pickle_in_the_table_never_runs(few, tmp_path):
    class Trap:
        def __reduce__(self):
            return (Path.touch, (tmp_path / "ran",))

    arrays = dict(np.load(few / TABLE_NAME, allow_pickle=False))
    arrays["names"] = np.array([Trap()], dtype=object)
    np.savez(tmp_path / TABLE_NAME, **arrays)

    with pytest.raises(PackError, match="damaged"):
        Gazetteer.load(tmp_path)
    assert not (tmp_path / "ran").exists()


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("format", lambda a: a + 1),
        ("lat_e5", lambda a: a[:-1]),
        ("lat_e5", lambda a: a.astype(np.int64)),
        ("lat_e5", lambda a: a[::-1]),
        ("lat_e5", lambda a: np.full_like(a, np.iinfo(np.int32).min)),
        ("lon_e5", lambda a: a + 36_000_000),
        ("population", lambda a: a[:, None]),
        ("region", lambda a: a + 200),
        ("county", lambda a: a + 200),
        ("county", lambda a: a[:-1]),
        ("counties", lambda a: a[:0]),
        ("counties", lambda a: a[1:]),
        ("name_length", lambda a: a + 1),
        ("names", lambda a: np.full_like(a, 0xFF)),
        ("regions", lambda a: a[:-40]),
        ("regions", lambda a: a[:0]),
    ],
)
def test_arrays_that_do_not_fit_are_refused(few, tmp_path, name, change):
    arrays = dict(np.load(few / TABLE_NAME, allow_pickle=False))
    arrays[name] = change(arrays[name])
    np.savez(tmp_path / TABLE_NAME, **arrays)

    with pytest.raises(PackError, match="damaged"):
        Gazetteer.load(tmp_path)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(data=st.data())
def test_a_damaged_byte_is_noticed_or_harmless(few, tmp_path, data):
    content = bytearray((few / TABLE_NAME).read_bytes())
    content[data.draw(st.integers(0, len(content) - 1))] ^= data.draw(st.integers(1, 255))
    (tmp_path / TABLE_NAME).write_bytes(content)

    try:
        gazetteer = Gazetteer.load(tmp_path)
    except PackError:
        return
    assert gazetteer.place(LatLon(59.94, 30.31)).name == "Saint Petersburg"
