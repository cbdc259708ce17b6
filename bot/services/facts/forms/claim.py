"""Reading the form of a claim: what a person writes about a source."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from bot.domain.addresses import host_of, read_web_address
from bot.domain.dates import PartialDate
from bot.domain.facts import Claim, Fact, Source, Weight
from bot.domain.ids import Ids
from bot.domain.moderation import MOST_CLAIMS, WEIGHTS, ClaimWords, Word
from bot.domain.text import escape
from bot.errors import BadInput
from bot.language.dates import read_date
from bot.services.facts.forms.faults import FormFaults
from bot.services.facts.sources import source_on_record
from bot.store.store import Gateways

# The full stop of a sentence, or the bracket around a link, is not part of it.
_LINK = re.compile(r"""https?://[^\s<>]*[^\s<>.,;:!?)\]}'"]""")
_NO_WEIGHT = "Say how weighty it is: confirmed, reported, rumoured or denied."
_VIA = re.compile(r",?\s+via\s+", re.IGNORECASE)


class ClaimForm:
    """Reads the form of one claim within a transaction, which writes a new source down too."""

    def __init__(self, gateways: Gateways, ids: Ids, guild: int, today: date) -> None:
        self._gateways = gateways
        self._ids = ids
        self._guild = guild
        self._today = today
        self._faults = FormFaults()

    async def read(self, words: ClaimWords, undated: date, before: Claim | None) -> Claim:
        """Return the claim that these words make. What no form asks for stays as it was in the claim `before`.

        `undated` is the day from which the claim counts if no day is given. Raises BadInput with every fault.
        """
        weight, supports = WEIGHTS.get(words.weight, (None, True))
        if weight is None:
            self._faults.add(_NO_WEIGHT)
        address = words.url.strip().strip("<>")
        url = self._url(address) if address else None
        outlet, via = self._outlet(words.outlet, url)
        if not address and _needs_address(weight, before):
            self._faults.add("Give the address (URL) of the source. Without one it can only be rumoured.")
        published = self._published(words.published)
        speaker = self._faults.name("speaker's name", words.speaker)
        self._faults.raise_all()
        if before and (before.source.outlet, before.source.url) == (outlet, url):
            source = before.source
        else:
            source = await source_on_record(self._gateways, self._ids, self._guild, Source(0, outlet, None, url))
        return Claim(
            source=source,
            weight=weight or Weight.RUMOURED,
            counts_from=self._counts_from(published, undated, before),
            supports=supports,
            published=published,
            speaker=speaker,
            via=via,
            note=before.note if before else None,
        )

    def _counts_from(self, published: PartialDate | None, undated: date, before: Claim | None) -> date:
        if before is not None and published == before.published:
            return before.counts_from
        return min(published.last, self._today) if published else undated

    def _published(self, text: str) -> PartialDate | None:
        if not text.strip():
            return None
        try:
            published = read_date(text)
        except BadInput as error:
            self._faults.add(str(error))
            return None
        if published.first > self._today:
            day = escape(str(published))
            self._faults.add(f"{day} has not come yet. Write the day on which it was said, or leave it empty.")
        return published

    def _url(self, text: str) -> str | None:
        try:
            return read_web_address(text)
        except ValueError as error:
            self._faults.add(f"The address can't be read: {escape(str(error))}.")
            return None

    def _outlet(self, text: str, url: str | None) -> tuple[str, str | None]:
        outlet, *via = _VIA.split(" ".join(text.split()), maxsplit=1)
        if not outlet and url:
            outlet = host_of(url)
        if not outlet:
            self._faults.add("Name who published it: an outlet, a channel, an account.")
        repeated = self._faults.name("name of the outlet that it repeats", via[0]) if via else None
        return self._faults.name("outlet's name", outlet) or "", repeated


def _needs_address(weight: Weight | None, before: Claim | None) -> bool:
    """Return whether a claim of this weight needs a URL: not if it had none before and weighs no more now."""
    if weight is None or weight is Weight.RUMOURED:
        return False
    return before is None or before.source.url is not None or weight > before.weight


def words_of_source(source: str, published: str) -> ClaimWords:
    """Return the words of a claim for a source as a fan gives it: a link, an outlet's name, or both in any order."""
    link = _LINK.search(source)
    outlet = " ".join((source[: link.start()] + source[link.end() :]).split()) if link else source
    weight = Word.REPORTED if link else Word.RUMOURED
    return ClaimWords(outlet.strip(" -–,:;.()[]<>"), link[0] if link else "", "", published, weight)


def check_room(claims: Sequence[Claim]) -> None:
    """Raise BadInput if a fact has as many claims as it may have."""
    if len(claims) >= MOST_CLAIMS:
        raise BadInput(f"This fact has {MOST_CLAIMS} sources already. Withdraw one that matters less.")


def weighed(fact: Fact, before: Fact | None, word: str) -> Fact:
    """Return the fact with this word's weight for each claim that it did not have before. Raises BadInput."""
    if word not in WEIGHTS:
        raise BadInput(_NO_WEIGHT)
    weight, supports = WEIGHTS[word]
    earlier = before.claims if before else ()
    claims = (claim if claim in earlier else replace(claim, weight=weight, supports=supports) for claim in fact.claims)
    return replace(fact, claims=tuple(claims))
