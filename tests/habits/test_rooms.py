"""Every room has its place on the map, its README, and something in it."""

from django.conf import settings

from tests.habits.house import PACKAGE, ROOT, place, project, rooms, sources

ABOUT_TEN = range(5, 26)


def layers() -> list[str]:
    """The rooms of the import contract, the lowest first; doors beside each other one by one."""
    contract = project()["tool"]["importlinter"]["contracts"][0]["layers"]
    return [room.strip() for layer in reversed(contract) for room in layer.split("|")]


def test_every_room_has_a_readme_of_about_ten_lines() -> None:
    homes = [*rooms(), *(home for home in (PACKAGE / "engines").iterdir() if (home / "__init__.py").exists())]
    lines = {place(home): _lines(home / "README.md") for home in homes}
    assert {name: count for name, count in lines.items() if count not in ABOUT_TEN} == {}


def test_every_room_is_on_the_map_and_every_layer_is_a_room() -> None:
    assert {room.name for room in rooms()} == set(layers())


def test_every_layer_says_why_it_stands_where_it_does() -> None:
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    listed = text.split("layers = [", 1)[1].split("]", 1)[0].strip().splitlines()
    assert [line for line in listed if "#" not in line] == []


def test_the_applications_keep_the_order_of_the_map() -> None:
    installed = [name.split(".")[1] for name in settings.INSTALLED_APPS if name.startswith("dispositif.")]
    order = layers()
    assert installed == sorted(installed, key=order.index)


def test_no_room_is_a_stub() -> None:
    lines = {
        room.name: sum(_lines(file) for file in sources(".py") if room in file.parents) for room in rooms()
    }
    assert {name: count for name, count in lines.items() if count < 20} == {}


def _lines(file) -> int:  # type: ignore[no-untyped-def]
    return file.read_text(encoding="utf-8").count("\n") if file.exists() else 0
