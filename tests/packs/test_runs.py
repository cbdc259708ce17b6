"""Double episodes in packs, uploads and tables of any kind."""

from pathlib import Path
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.codes import EpisodeCode
from bot.errors import PackFaults
from bot.packs.any_table.values import codes_of, numbers_of
from bot.packs.model import Pack
from bot.packs.reader import parse_pack
from bot.packs.runs import write_out_runs

HEAD = (
    'format = 1\n[show]\nid = "s"\ntitle = "S"\n[sources]\ntor = { outlet = "tor.com" }\n[people]\na = { name = "A" }\n'
)
SEASON = "[[seasons]]\nnumber = 1\n"


def fact(where: str) -> str:
    return f'[[facts]]\nid = "d"\nkind = "director"\n{where}\npeople = ["a"]\nclaims = [{{ source = "tor" }}]\n'


def read(text: str) -> Pack:
    return parse_pack(f"{HEAD}{SEASON}{text}".encode(), Path("s.toml"))


def codes(*numbers: int) -> tuple[EpisodeCode, ...]:
    return tuple(EpisodeCode(1, number) for number in numbers)


@pytest.mark.parametrize("run", ["S01E01E02", "1x01-02", "S01E01-02", "1x01/02", "S01E01+E02", "S01E01-E02"])
def test_a_double_episode_of_a_pack_is_both_of_its_episodes(run: str) -> None:
    pack = read(
        f'[[episodes]]\ncode = "{run}"\ntitle = "Pilot"\n[[episodes]]\ncode = "S01E03"\n' + fact(f'episode = "{run}"')
    )
    assert [(episode.code, episode.title) for episode in pack.episodes] == [
        (EpisodeCode(1, 1), "Pilot"), (EpisodeCode(1, 3), None), (EpisodeCode(1, 2), "Pilot"),
    ]  # fmt: skip
    assert pack.facts[0].codes == codes(1, 2)


def test_runs_and_single_episodes_stand_side_by_side() -> None:
    episodes = "".join(f'[[episodes]]\ncode = "S01E0{number}"\n' for number in range(1, 5))
    assert read(episodes + fact('episodes = ["S01E04", "1x01-02"]')).facts[0].codes == codes(4, 1, 2)


@pytest.mark.parametrize(
    "where", ['episode = "S01E02E01"', 'episode = "1x07/09"', 'episodes = ["S01E01-S02E02"]', 'episode = "S01E01-E300"']
)
def test_what_is_no_run_is_a_fault(where: str) -> None:
    with pytest.raises(PackFaults) as raised:
        read('[[episodes]]\ncode = "S01E01"\n' + fact(where))
    assert "write an episode as S02E07, in quotes" in str(raised.value)


def test_an_episode_that_a_run_has_too_is_there_twice() -> None:
    with pytest.raises(PackFaults):
        read('[[episodes]]\ncode = "S01E01E02"\n[[episodes]]\ncode = "S01E02"\n')


def test_runs_add_so_many_episodes_at_most() -> None:
    table: dict[str, object] = {"episodes": [{"code": f"S{season}E1-E100"} for season in range(200)]}
    write_out_runs(table)
    assert len(cast(list[object], table["episodes"])) <= 10_200


@given(
    st.recursive(
        st.none() | st.text("sSeE0123x-/", max_size=9) | st.integers(),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(st.sampled_from(["episodes", "facts", "episode", "code"]), inner, max_size=3)
        ),
    )
)  # type: ignore[arg-type]
def test_no_table_is_too_strange(table: object) -> None:
    if isinstance(table, dict):
        write_out_runs(cast(dict[str, object], table))


@pytest.mark.parametrize(
    ("cell", "numbers"),
    [
        ("S01E01E02", (1, 2)),
        ("1x03-04", (3, 4)),
        ("S01E05-06", (5, 6)),
        ("1x07/08", (7, 8)),
        ("S01E01+E02, 1x04", (1, 2, 4)),
    ],
)
def test_a_cell_of_a_table_holds_a_run(cell: str, numbers: tuple[int, ...]) -> None:
    assert codes_of(cell) == codes(*numbers)


@pytest.mark.parametrize(
    ("cell", "numbers"), [("1-2", (1, 2)), ("1/2", (1, 2)), ("1+2", (1, 2)), ("7", (7,)), ("2-1", ())]
)
def test_a_number_of_a_table_may_be_two(cell: str, numbers: tuple[int, ...]) -> None:
    assert numbers_of(cell) == numbers
