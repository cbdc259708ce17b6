"""From what a person writes about a source to a claim."""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from urllib.parse import urlsplit

from bot.domain.dates import PartialDate
from bot.domain.facts import Claim, Fact, Source, Weight
from bot.domain.ids import Ids
from bot.domain.moderation import MOST_CLAIMS, WEIGHTS, ClaimWords
from bot.errors import BadInput
from bot.language.dates import read_date
from bot.packs.model import http_url
from bot.services.facts.forms.faults import FormFaults
from bot.store.store import Gateways

_LONGEST_URL = 500
_VIA = re.compile(r",?\s+via\s+", re.IGNORECASE)


class ClaimForm:
    """Reads the form of one claim within a transaction, since a source that is new is written down in the same act."""

    def __init__(self, gateways: Gateways, ids: Ids, guild: int, today: date) -> None:
        self._gateways = gateways
        self._ids = ids
        self._guild = guild
        self._today = today
        self._faults = FormFaults()

    async def read(self, words: ClaimWords, undated: date, before: Claim | None) -> Claim:
        """The claim that these words make; what no form asks for stays as it was in the claim `before`.

        `undated` is the day from which it counts where none is given. Raises BadInput with every fault.
        """
        weight, supports = WEIGHTS.get(words.weight, (None, True))
        if weight is None:
            self._faults.add("Say how weighty it is: confirmed, reported, rumoured or denied.")
        url = self._url(words.url)
        outlet, via = self._outlet(words.outlet, url)
        if url is None and not words.url.strip() and _needs_address(weight, before):
            self._faults.add("Give the address (URL) of the source. Without one it can only be rumoured.")
        published = self._published(words.published)
        speaker = self._faults.name("who said it", words.speaker)
        self._faults.raise_all()
        if before and (before.source.outlet, before.source.url) == (outlet, url):
            source = before.source
        else:
            source = await self._source(outlet, url)
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

    async def _source(self, outlet: str, url: str | None) -> Source:
        """The source as it is on record, written down if it is new."""
        if known := await self._gateways.catalogue.source_like(self._guild, outlet, url):
            return known
        source = Source(0, outlet, None, url)
        words = f"{outlet}\n{url or ''}"
        key = f"s-{hashlib.sha256(words.encode()).hexdigest()[:20]}"
        row = await self._gateways.packs.in_layer(self._guild).save_source(self._ids(), key, source)
        return replace(source, id=row)

    def _published(self, text: str) -> PartialDate | None:
        if not text.strip():
            return None
        try:
            published = read_date(text)
        except BadInput as error:
            self._faults.add(str(error))
            return None
        if published.first > self._today:
            self._faults.add(f"{published} has not come yet. Write the day on which it was said, or leave it empty.")
        return published

    def _url(self, text: str) -> str | None:
        text = text.strip().strip("<>")
        if not text:
            return None
        if "://" not in text and re.match(r"[\w-]+(\.[\w-]+)+(/|$)", text):
            text = f"https://{text}"
        try:
            url = http_url(text)
            urlsplit(url)
        except ValueError as error:
            self._faults.add(f"The address can't be read: {error}.")
            return None
        if len(url) > _LONGEST_URL:
            self._faults.add(f"The address is longer than {_LONGEST_URL} characters.")
        return url

    def _outlet(self, text: str, url: str | None) -> tuple[str, str | None]:
        outlet, *via = _VIA.split(" ".join(text.split()), maxsplit=1)
        if not outlet and url:
            outlet = (urlsplit(url).hostname or "").removeprefix("www.")
        if not outlet:
            self._faults.add("Name who published it: an outlet, a channel, an account.")
        return self._faults.name("the outlet", outlet) or "", self._faults.name(
            "whom it repeats", via[0]
        ) if via else None


def _needs_address(weight: Weight | None, before: Claim | None) -> bool:
    """Whether a claim of this weight needs a URL: not one that had none before and weighs no more now."""
    if weight is None or weight is Weight.RUMOURED:
        return False
    return before is None or before.source.url is not None or weight > before.weight


def check_room(claims: Sequence[Claim]) -> None:
    """Raises BadInput where a fact has as many claims as it may."""
    if len(claims) >= MOST_CLAIMS:
        raise BadInput(f"This fact has {MOST_CLAIMS} sources already. Withdraw one that matters less.")


def weighed(fact: Fact, before: Fact | None, word: str) -> Fact:
    """The fact with this word for what each claim weighs that it did not have before. Raises BadInput."""
    if word not in WEIGHTS:
        raise BadInput("Say how weighty it is: confirmed, reported, rumoured or denied.")
    weight, supports = WEIGHTS[word]
    earlier = before.claims if before else ()
    claims = (one if one in earlier else replace(one, weight=weight, supports=supports) for one in fact.claims)
    return replace(fact, claims=tuple(claims))
