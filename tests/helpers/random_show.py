"""A pack of a show that chance made up: people, roles, news and spoilers in all the shapes that facts come in."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

SEASONS, EPISODES = (1, 2, 2021), 3
_WORDS = (
    "amber birch cedar delta ember fjord grove heath islet jetty kelp lagoon marsh north ocean pine quay reef".split()
)
_KINDS = ("cast", "cast", "cast", "news", "news", "director", "writer", "crew", "release", "renewal")


def random_pack(seed: int) -> str:
    """The text of the pack; the same for the same seed."""
    return "\n".join(_lines(Random(seed), seed))


def _lines(random: Random, seed: int) -> Iterator[str]:
    yield f'format = 1\n[show]\nid = "made-up-{seed}"\ntitle = "Made Up {seed}"\n[sources]'
    for number in range(8):
        published = f", published = {random.choice((2000, 2010, 2020, 2021, 2022))}-0{random.randint(1, 9)}-15"
        dated = published if number % 3 else ""
        named = f'outlet = "Outlet {number}", title = "Headline {number}", url = "https://o{number}.example/x"'
        yield f"s{number} = {{ {named}{dated} }}"
    yield "[people]"
    for number in range(12):
        yield f'p{number} = {{ name = "{_name(random)} {number}" }}'
    yield "[characters]"
    for number in range(8):
        spoils = f', spoils = "{_code(random)}"' if random.random() < 0.2 else ""
        yield f'c{number} = {{ name = "{_name(random)} {number}"{spoils} }}'
    for season in (0, *SEASONS):
        yield f"[[seasons]]\nnumber = {season}" + ("\nepisodes = 3" if random.random() < 0.5 else "")
    for season in (0, *SEASONS):
        for episode in range(1, EPISODES + 1):
            year = {0: 2012, 1: 2010, 2: 2020, 2021: 2021}[season]
            aired = f"\naired = {year}-0{episode}-01" if random.random() < 0.9 else ""
            yield f'[[episodes]]\ncode = "S{season:02}E{episode:02}"\ntitle = "{_name(random)}"{aired}'
            yield f'synopsis = "What happens in {season} {episode}."\nsynopsis_credit = "Outlet 1"'
    for number in range(60):
        yield from _fact(random, number)


def _fact(random: Random, number: int) -> Iterator[str]:
    kind = random.choice(_KINDS)
    yield f'[[facts]]\nid = "f{number}"\nkind = "{kind}"'
    scope = random.random()
    can_be_of_episode = kind not in ("renewal", "crew")
    if kind in ("director", "writer") or (can_be_of_episode and scope < 0.35):
        yield f'episode = "{_code(random)}"'
    elif scope < 0.8 or kind == "release":
        yield f"season = {random.choice(SEASONS)}"
    if kind == "cast":
        yield f'people = ["p{random.randrange(12)}"]\ncharacter = "c{random.randrange(8)}"'
        if billing := random.choice(("main", "main", "guest", "recurring", "supporting", "")):
            yield f'billing = "{billing}"'
    elif kind in ("director", "writer", "crew"):
        yield f'people = ["p{random.randrange(12)}"]' + ('\njob = "composer"' if kind == "crew" else "")
    elif kind == "release":
        yield f'released = "{random.choice((2010, 2020, 2021, 2023))}"'
    elif kind == "renewal":
        yield 'state = "{}"'.format(random.choice(("ordered", "renewed", "final season")))
    else:
        yield f'statement = "{_name(random)} does something {number}."'
    if random.random() < 0.2:
        yield f'spoils = "{_code(random)}"'
    sources = random.sample(range(8), random.randint(1, 2))
    weights = [random.choice(("", ', weight = "confirmed"', ', weight = "rumoured"')) for _ in sources]
    notes = [random.choice(("", f', note = "A note {number}"')) for _ in sources]
    claims = ", ".join(f'{{ source = "s{s}"{w}{n} }}' for s, w, n in zip(sources, weights, notes, strict=True))
    yield f"claims = [{claims}]"


def _code(random: Random) -> str:
    return f"S{random.choice(SEASONS):02}E{random.randint(1, EPISODES):02}"


def _name(random: Random) -> str:
    return " ".join(random.sample(_WORDS, 2)).title()
