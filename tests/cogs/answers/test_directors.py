"""/director as a fan sees it."""

from tests.cogs.answers.article import ARTICLE
from tests.cogs.world import World, refused, seen

WOMEN = "All 13 episodes are directed by women."


async def test_an_episode_with_a_director_says_who_how_sure_and_who_said_so(world: World) -> None:
    card = seen(await world.fan.slash(world.channel, "director", of="1x01"))
    assert card.title == "S.J. Clarkson directed S01E01"
    title, status = card.description.splitlines()
    assert title == "“AKA Ladies Night”"
    assert status.startswith("✅ **Confirmed** · [Entertainment Weekly](https://ew.com/")
    assert status.endswith(", 8 Jan 2019, and 4 more")
    assert card.footer.startswith("Jessica Jones · as of 1 January 2026")
    assert card.labels == ["S.J. Clarkson", "Sources", "Suggest a correction"]


async def test_then_the_article_said_so(world: World) -> None:
    card = seen(await world.fan.slash(world.channel, "director", of="1x01", as_of="late 2016"))
    assert card.description.splitlines()[-1].startswith(f"✅ **Confirmed** · {ARTICLE}, late 2016, and ")
    sources = seen(await world.fan.click(card.message, label="Sources"))
    assert "*Says that she directed the season's opening pair.*" in sources.body


async def test_an_episode_without_a_director_says_what_is_known_instead(world: World) -> None:
    card = seen(await world.fan.slash(world.channel, "director", of="S03E05"))
    assert card.title == "Who directed S03E05?"
    title, status, known = card.description.splitlines()
    assert (title, status) == ("“AKA I Wish”", "▪️ **Not on record**")
    assert known.startswith("Known in season 3: Michael Lehmann, Krysten Ritter, ")
    assert seen(await world.fan.click(card.message, label="Directors")).title == "Who directed season 3?"
    sources = seen(await world.fan.click(card.message, label="Sources"))
    assert "Krysten Ritter directs one episode of season 3." in sources.body
    assert "↪ Since settled: Krysten Ritter directed S03E02" in sources.body


async def test_before_it_aired_an_episode_says_what_is_claimed_of_the_whole_season(world: World) -> None:
    card = seen(await world.fan.slash(world.channel, "director", of="2x08", as_of="2016-12-01"))
    assert card.title == "Who directs S02E08?"
    status, claim, sure = card.description.splitlines()
    assert (status, claim) == ("▫️ **Not announced**", WOMEN)
    assert sure.startswith("✅ **Confirmed** · Melissa Rosenberg, 23 Oct 2016, and ")


async def test_a_season_as_of_a_past_day_knows_the_set_but_no_names(world: World) -> None:
    card = seen(await world.fan.slash(world.channel, "director", of="season 2", as_of="2016-12-01"))
    assert card.title == "Who directs season 2?"
    women, sure, *rumours, nobody = card.description.splitlines()
    assert women == WOMEN
    assert sure.startswith("✅ **Confirmed** · Melissa Rosenberg, 23 Oct 2016, and ")
    assert rumours
    assert all(rumour.endswith(" 💬") for rumour in rumours)
    assert nobody == "▫️ **Not announced** · who directs which episode"
    assert "💬 rumoured" in card.footer
    assert "as of 1 December 2016" in card.footer
    assert "Foerster" not in card.body


async def test_the_day_of_a_season_goes_with_its_buttons(world: World) -> None:
    card = seen(await world.fan.slash(world.channel, "director", of="season 2", as_of="2016-12-01"))
    sources = seen(await world.fan.click(card.message, label="Sources"))
    assert sources.footer.startswith("Jessica Jones · as of 1 December 2016")
    assert "2018" not in sources.body


async def test_a_season_lists_its_episodes(world: World) -> None:
    card = seen(await world.fan.slash(world.channel, "director", of="season 3"))
    lines = card.description.splitlines()
    assert lines[0] == "Known for 11 of 13 episodes"
    assert lines[1].startswith("📰 **Reported** · ")
    assert len(lines) == 15
    assert "**E05** ▪️ not on record" in lines
    assert "**E03** Anton Cropper or Lisa Randolph · *sources disagree*" in lines
    assert "✅ confirmed" in card.footer
    assert seen(await world.fan.click(card.message, label="Writers")).title == "Who wrote season 3?"


async def test_what_holds_for_all_episodes_comes_first(world: World) -> None:
    card = seen(await world.fan.slash(world.channel, "director", of="season 2"))
    assert card.title == "Who directed season 2?"
    women, sure, *episodes = card.description.splitlines()
    assert women == WOMEN
    assert sure.startswith("✅ **Confirmed** · Melissa Rosenberg, 23 Oct 2016, and ")
    assert episodes[0] == "**E01** Anna Foerster"
    assert "**E07** Jennifer Getzinger 📰" in episodes
    assert len(episodes) == 13
    assert "📰 reported" in card.footer


async def test_outlets_that_may_share_one_list_are_said_to_count_as_one(world: World) -> None:
    card = seen(await world.fan.slash(world.channel, "director", of="S02E07"))
    assert card.title == "Jennifer Getzinger directed S02E07"
    assert "📰 **Reported**" in card.description
    sources = seen(await world.fan.click(card.message, label="Sources"))
    shared = "fictionbox.de may share one list (list of credits) and count as one source.*"
    assert "name not on record" in sources.body
    assert shared in sources.body.replace("\\", "")
    alone = seen(await world.fan.slash(world.channel, "director", of="S02E08"))
    assert "may share" not in seen(await world.fan.click(alone.message, label="Sources")).body


async def test_a_person_is_found_without_the_dots_of_the_initials(world: World) -> None:
    card = seen(await world.fan.slash(world.channel, "director", of="SJ Clarkson"))
    assert card.title == "S.J. Clarkson directed 2 episodes"
    lines = card.description.splitlines()
    assert lines[0].startswith("✅ **Confirmed** · ")
    assert lines[1:3] == ["**S01E01** AKA Ladies Night", "**S01E02** AKA Crush Syndrome"]
    assert lines[-1] == "S.J. Clarkson directs again in season 2. 💬"
    assert "💬 rumoured" in card.footer


async def test_sources_that_contradict_each_other_stand_side_by_side(world: World) -> None:
    card = seen(await world.fan.slash(world.channel, "director", of="S03E03"))
    assert card.title == "Sources disagree: who directed S03E03?"
    title, one, other, sure = card.description.splitlines()
    assert title == "“AKA I Have No Spleen”"
    assert (one, other) == ("**Anton Cropper**", "or **Lisa Randolph**")
    assert sure == "📰 **Reported** · fictionbox.de"
    assert card.labels == ["Anton Cropper", "Lisa Randolph", "Sources", "Suggest a correction"]
    other = seen(await world.fan.click(card.message, label="Lisa Randolph"))
    assert other.title == "Lisa Randolph directed 1 episode"


async def test_a_refuted_report_says_so(world: World) -> None:
    card = seen(await world.fan.slash(world.channel, "director", of="Ritter"))
    assert "**S03E02** AKA You're Welcome" in card.description
    assert "several episodes" not in card.description
    (refuted,) = [
        value
        for _, value in seen(await world.fan.click(card.message, label="Sources")).fields
        if "several episodes" in value
    ]
    assert "↪ Since refuted: Krysten Ritter directed S03E02" in refuted


async def test_an_episode_that_is_not_on_record_is_not_guessed_at(world: World) -> None:
    card = seen(await world.fan.slash(world.channel, "director", of="S09E99"))
    assert card.title == "Nothing found in Jessica Jones"
    assert "No episode **S09E99** is on record." in card.description
    assert card.fields == []


async def test_a_title_means_its_episode(world: World) -> None:
    assert seen(await world.fan.slash(world.channel, "director", of="Ladies Night")).title.endswith("directed S01E01")


async def test_an_unknown_name_says_so(world: World) -> None:
    card = seen(await world.fan.slash(world.channel, "director", of="Nobody Here"))
    assert "No director, episode or season called **“Nobody Here”** is on record." in card.description


async def test_a_day_to_come_is_refused(world: World) -> None:
    words = refused(world, await world.fan.slash(world.channel, "director", of="S02E07", as_of="2027"))
    assert "has not come yet" in words


async def test_completions_offer_episodes_in_order_and_answer_when_picked(world: World) -> None:
    offered = await world.fan.autocomplete(world.channel, "director", "of", "2x")
    assert [choice["name"][:6] for choice in offered] == [f"S02E{number:02}" for number in range(1, 14)]
    card = seen(await world.fan.slash(world.channel, "director", of=offered[6]["value"]))
    assert card.title == "Jennifer Getzinger directed S02E07"


async def test_completions_do_not_give_away_a_title_before_its_day(world: World) -> None:
    offered = await world.fan.autocomplete(world.channel, "director", "of", "2x07", as_of="2016-12-01")
    assert [choice["name"] for choice in offered] == ["S02E07"]


async def test_a_double_episode_asks_about_the_first_of_its_episodes_on_record(world: World) -> None:
    alone = seen(await world.fan.slash(world.channel, "director", of="2x07"))
    for typed in ("2x07-08", "S02E07E08", "S02E07-08", "2x07/08", "S02E07+E08", "S02E07-E08"):
        card = seen(await world.fan.slash(world.channel, "director", of=typed))
        assert (card.title, card.description) == (alone.title, alone.description)
    card = seen(await world.fan.slash(world.channel, "director", of="S09E01E02"))
    assert "S09E01" in card.description
