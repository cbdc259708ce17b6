"""What is posted and when: planning, the words of each post, and what became of it."""

from dataclasses import dataclass

from bot.services.kit import Kit
from bot.services.posts.content import PostContent
from bot.services.posts.deliveries import Deliveries
from bot.services.posts.planning import Planner
from bot.services.posts.watching import NewsWatch


@dataclass(frozen=True, slots=True)
class Posts:
    content: PostContent
    deliveries: Deliveries
    news_watch: NewsWatch
    planner: Planner

    @classmethod
    def on(cls, kit: Kit) -> "Posts":
        content = PostContent(kit)
        return cls(
            content=content,
            deliveries=Deliveries(kit, content),
            news_watch=NewsWatch(kit),
            planner=Planner(kit),
        )
