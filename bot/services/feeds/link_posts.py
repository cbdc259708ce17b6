"""What the link of a feed's item says at the moment at which it is sent, or put right."""

from datetime import date

from bot.domain.deliveries import Delivery
from bot.domain.posts import LinkPost, NothingToPost
from bot.domain.revisions import ProposalState
from bot.services.facts.change import known_in
from bot.services.feeds.links import item_of
from bot.store.store import Gateways

_GONE = "What the feed brought is no longer on record."
_REJECTED = "Moderators rejected it before it could be posted."


async def link_of(gateways: Gateways, delivery: Delivery, today: date) -> LinkPost | NothingToPost:
    """The item that a delivery posts, with what moderators made of its story."""
    told = await gateways.feeds.item(delivery.guild, item_of(delivery.occurrence))
    story = await gateways.proposals.get(delivery.guild, told.story) if told else None
    if told is None or story is None:
        return NothingToPost(_GONE)
    if story.state is ProposalState.ACCEPTED:
        stands = await gateways.revisions.current(delivery.guild, story.fact.id)
        if stands is not None:
            return LinkPost(told.item, story.fact, story.state, stands.id, known_in(stands, today))
    return LinkPost(told.item, story.fact, story.state, story.id)


async def first_link(gateways: Gateways, delivery: Delivery, today: date) -> LinkPost | NothingToPost:
    """The same for one that was not posted yet, unless moderators have turned it down."""
    post = await link_of(gateways, delivery, today)
    if isinstance(post, LinkPost) and post.state is ProposalState.REJECTED:
        return NothingToPost(_REJECTED)
    return post
