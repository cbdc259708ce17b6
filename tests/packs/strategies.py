"""Packs of every kind that the format allows, with the nastiest names and words it allows."""

from collections.abc import Mapping
from datetime import date
from unicodedata import category

from hypothesis import strategies as st

from bot.domain.codes import EpisodeCode
from bot.domain.dates import PartialDate
from bot.domain.facts import NEWS_KINDS, Kind, State
from bot.packs.model import (
    CharacterEntry,
    ClaimEntry,
    EpisodeEntry,
    FactEntry,
    Pack,
    PersonEntry,
    SeasonEntry,
    ShowEntry,
    SourceEntry,
)  # fmt: skip

SHOW = ShowEntry(id="x", title="X")

_NASTY = (
    "=cmd", "'=x", "''+1", "-1", "@now", '"', '""', "'", "\\", "\\n", "a;b", "a [b]", "[b]", "]", "a\\;", "\u202eabc",
    "שלום", "🎬🏳️‍🌈", "a,b", "#", "'''", '"""', "x = 1", "null", "true", "2018-03-08", "Ann Lee", "ANN LEE", "S.J.", "ß",
    "\u2028", "\ufeffx", "{", "}", "Анна", "a\u200b", "a  b", "1e5",
)  # fmt: skip
_characters = st.characters(exclude_categories=("Cc", "Cs"))
_lines = st.characters(exclude_categories=("Cs",), exclude_characters="".join(map(chr, (*range(9), *range(11, 32)))))


def _stripped(texts: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return texts.map(str.strip).filter(lambda text: any(category(character)[0] in "LNPS" for character in text))


names = _stripped(st.sampled_from(_NASTY) | st.text(_characters, max_size=12) | st.lists(
    st.sampled_from(_NASTY), min_size=1, max_size=3).map("".join))  # fmt: skip
_sentences = names | _stripped(
    st.text(_lines.filter(lambda c: not "\x7f" <= c <= "\x9f"), max_size=12).map(lambda text: f"a{text}\nb")
)
_ids = st.from_regex(r"[A-Za-z0-9]{1,3}([._-][A-Za-z0-9]{1,2}){0,2}", fullmatch=True)
_fact_ids = _ids.filter(lambda text: not text.startswith("air-date-"))
_urls = st.from_regex(r"https?://[a-z;=']{1,6}\.[a-z]{2}(/[a-zA-Z0-9()\[\];,'+-]{0,6})?", fullmatch=True)
_days = st.dates().map(PartialDate.of_day)
_dates = _days | st.sampled_from(["2018", "early 2018", "mid 0001", "2018-Q3", "2018-02"]).map(PartialDate.parse)
_codes = st.builds(EpisodeCode, st.integers(0, 3) | st.just(999), st.integers(0, 3) | st.just(9999))
_numbers = st.integers(1, 2**31 - 1)
_also = st.lists(names, max_size=2).map(tuple)


def _maybe(strategy: st.SearchStrategy[object]) -> st.SearchStrategy[object]:
    return st.none() | strategy


def _some(values: list[str], least: int = 0) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(values), min_size=least, max_size=3, unique=True).map(tuple)


_pictures = st.from_regex(r"https://[a-z]{1,6}\.[a-z]{2}/[a-zA-Z0-9();,'+-]{1,6}", fullmatch=True)
_NO_POSTER: dict[str, str] = {}
_posters = st.just(_NO_POSTER) | st.fixed_dictionaries({"image": _pictures, "image_credit": names})


@st.composite
def _shows(draw: st.DrawFn) -> ShowEntry:
    entry = {"id": draw(_ids), "title": draw(names), "also": draw(_also), "network": draw(_maybe(names))}
    return ShowEntry.model_validate({**entry, "tvmaze": draw(_maybe(_numbers)), **draw(_posters)})


def _entries(entry: st.SearchStrategy[object]) -> st.SearchStrategy[dict[str, object]]:
    return st.dictionaries(_ids, entry, min_size=1, max_size=4)


def _claims(sources: list[str]) -> st.SearchStrategy[tuple[ClaimEntry, ...]]:
    claim = st.builds(
        ClaimEntry,
        source=st.sampled_from(sources),
        weight=st.sampled_from(["confirmed", "reported", "rumoured"]),
        denies=st.booleans(),
        published=_maybe(_dates),
        speaker=_maybe(names),
        via=_maybe(names),
        note=_maybe(_sentences),
    )
    return st.lists(claim, min_size=1, max_size=3).map(tuple)


@st.composite
def _fact(draw: st.DrawFn, key: str, keys: list[str], known: dict[str, list[str]], about: list[EpisodeCode]) -> object:
    kind = draw(st.sampled_from(list(Kind)))
    some_codes = st.lists(st.sampled_from(about), min_size=1, max_size=3).map(tuple)
    season = st.sampled_from([code.season for code in about])
    subject: Mapping[str, object] = draw(st.one_of(
        st.fixed_dictionaries({"episodes": some_codes}), st.fixed_dictionaries({"season": season}),
        st.fixed_dictionaries({"episode": st.sampled_from(about)}),
        st.fixed_dictionaries({"seasons": st.lists(season, min_size=1, max_size=3, unique=True).map(tuple)}),
    ) if kind not in NEWS_KINDS else _of_shows(season, kind))  # fmt: skip
    others = [other for other in keys if other != key]
    end = draw(st.sampled_from(["settled_by", "refuted_by"])) if others and draw(st.booleans()) else None
    fact: dict[str, object] = {
        "id": key,
        "revision": draw(_maybe(_ids)),
        "kind": kind,
        "people": draw(_some(known["people"], 1))[: 1 if kind == "cast" else None],
        "state": draw(st.sampled_from(list(State))) if kind == "renewal" else None,
        "job": draw(names) if kind == "crew" else None,
        "character": draw(_maybe(st.sampled_from(known["characters"]))) if kind in ("cast", "news") else None,
        "billing": draw(_maybe(st.sampled_from(["main", "guest"]))) if kind == "cast" else None,
        "statement": draw(_sentences if kind == "news" else _maybe(_sentences)),
        "released": draw(_dates) if kind == "release" else None,
        "set_size": draw(_maybe(_numbers)),
        "spoils": draw(_maybe(st.sampled_from(about))),
        "claims": draw(_claims(known["sources"])),
    }
    return FactEntry.model_validate(fact | dict(subject) | ({end: draw(st.sampled_from(others))} if end else {}))


def _of_shows(season: st.SearchStrategy[int], kind: Kind) -> st.SearchStrategy[Mapping[str, object]]:
    """What news of these kinds may be about: nothing, or also a season or seasons."""
    places: list[st.SearchStrategy[Mapping[str, object]]] = [st.just({})]
    if kind is not Kind.NEWS:
        places.append(st.fixed_dictionaries({"season": season}))
    if kind is Kind.CREW:
        several = st.lists(season, min_size=1, max_size=3, unique=True).map(tuple)
        places.append(st.fixed_dictionaries({"seasons": several}))
    return st.one_of(places)


@st.composite
def packs(draw: st.DrawFn) -> Pack:
    """Valid packs."""
    about = draw(st.lists(_codes, min_size=1, max_size=4, unique=True))
    source = st.builds(
        SourceEntry,
        outlet=names,
        title=_maybe(names),
        url=_maybe(_urls),
        published=_maybe(_dates),
        origin=_maybe(names),
    )
    sources = draw(_entries(source))
    people = draw(_entries(st.builds(PersonEntry, name=names, also=_also)))
    character = st.builds(CharacterEntry, name=names, also=_also, spoils=_maybe(st.sampled_from(about)))
    characters = draw(_entries(character))
    known = {"sources": list(sources), "people": list(people), "characters": list(characters)}
    keys = draw(st.lists(_fact_ids, max_size=4, unique=True))
    return Pack.model_validate(
        {
            "format": 1,
            "show": draw(_shows()),
            "sources": sources,
            "people": people,
            "characters": characters,
            "seasons": [SeasonEntry(number=number) for number in {code.season for code in about}],
            "episodes": [draw(_episode(code, list(sources))) for code in about],
            "facts": [draw(_fact(key, keys, known, about)) for key in keys],
        }
    )


@st.composite
def _episode(draw: st.DrawFn, code: EpisodeCode, sources: list[str]) -> EpisodeEntry:
    aired: date | None = draw(st.none() | st.dates())
    synopsis = draw(st.none() | _sentences)
    return EpisodeEntry(
        code=code,
        title=draw(st.none() | names),
        also=draw(_also),
        title_sources=draw(_some(sources)),
        aired=aired,
        aired_sources=draw(_some(sources)) if aired else (),
        runtime=draw(st.none() | _numbers),
        synopsis=synopsis,
        synopsis_credit=draw(names) if synopsis else None,
    )
