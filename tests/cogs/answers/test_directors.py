"""/director as a fan sees it."""

from tests.cogs.world import World, refused, seen

WOMEN = "All 13 episodes are directed by women."


async def test_an_episode_with_a_director_says_who_how_sure_and_who_said_so(world: World) -> None:
    card = seen(await world.fan.slash(world.channel, "director", of="1x01"))
    assert card.title == "S.J. Clarkson directed S01E01"
    assert card.names == ["S.J. Clarkson"]
    status, note = card.value("S.J. Clarkson").splitlines()
    assert status == "📰 **Reported** · Vine Report · late 2016"
    assert note == "*Says that she directed the season's opening pair.*"
    assert card.footer == "Jessica Jones · as of 1 January 2026"
    assert card.labels == ["Directed by S.J. Clarkson", "Sources", "Suggest a correction"]


async def test_an_episode_without_a_director_says_what_is_known_instead(world: World) -> None:
    card = seen(await world.fan.slash(world.channel, "director", of="S02E07"))
    assert card.title == "No director is recorded for S02E07"
    assert "Not announced" in card.description
    assert any(WOMEN in value and "✅ **Confirmed**" in value for _, value in card.fields)
    assert "Anna Foerster" in card.value("Known so far in season 2")
    season = seen(await world.fan.click(card.message, label="Directors of season 2"))
    assert season.title == "Directors of season 2"


async def test_a_season_as_of_a_past_day_knows_the_set_but_no_names(world: World) -> None:
    card = seen(await world.fan.slash(world.channel, "director", of="season 2", as_of="2016-12-01"))
    assert card.title == "Directors of season 2"
    assert "No director of a particular episode of season 2 is recorded." in card.description
    women, rumour = (value for _, value in card.fields)
    assert women.startswith(WOMEN)
    assert "✅ **Confirmed** · Melissa Rosenberg in [slashfilm.com]" in women
    assert "*Reported 21 October 2016 and confirmed 23 October 2016*" in women
    assert "💬 **Rumoured** · punchdrunkcritics.com · October 2016" in rumour
    assert card.footer.endswith("as of 1 December 2016")
    assert "Foerster" not in card.body


async def test_the_day_of_a_season_goes_with_its_buttons(world: World) -> None:
    card = seen(await world.fan.slash(world.channel, "director", of="season 2", as_of="2016-12-01"))
    sources = seen(await world.fan.click(card.message, label="Sources"))
    assert sources.footer.startswith("Jessica Jones · as of 1 December 2016")
    assert "2018" not in sources.body


async def test_a_season_lists_its_episodes(world: World) -> None:
    card = seen(await world.fan.slash(world.channel, "director", of="season 2"))
    lines = card.description.splitlines()
    assert lines[0] == "**Recorded for 8 of 13 episodes**"
    assert len(lines) == 14
    assert "▫️ **S02E07** · no director recorded" in lines


async def test_a_person_is_found_without_the_dots_of_the_initials(world: World) -> None:
    card = seen(await world.fan.slash(world.channel, "director", of="SJ Clarkson"))
    assert card.title == "S.J. Clarkson directed 2 episodes"
    assert {"S01E01 · AKA Ladies Night", "S01E02 · AKA Crush Syndrome"} <= set(card.names)
    rumour = [value for _, value in card.fields if "directs again in season 2" in value]
    assert len(rumour) == 1
    assert "💬 **Rumoured** · Vine Report · late 2016" in rumour[0]


async def test_sources_that_contradict_each_other_stand_side_by_side(world: World) -> None:
    card = seen(await world.fan.slash(world.channel, "director", of="S03E03"))
    assert card.title == "Who directed S03E03?"
    assert "The sources contradict each other; the best attested comes first." in card.description
    assert card.names == ["Anton Cropper", "Lisa Randolph"]
    assert all("📰 **Reported** · fictionbox.de" in value for _, value in card.fields)
    assert card.labels[:2] == ["Directed by Anton Cropper", "Directed by Lisa Randolph"]
    assert card.labels[2:] == ["Sources", "Suggest a correction"]
    other = seen(await world.fan.click(card.message, label="Directed by Lisa Randolph"))
    assert other.title == "Lisa Randolph directed 1 episode"


async def test_a_refuted_report_says_so(world: World) -> None:
    card = seen(await world.fan.slash(world.channel, "director", of="Ritter"))
    (refuted,) = [value for _, value in card.fields if "several episodes" in value]
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
    assert card.title == "No director is recorded for S02E07"


async def test_completions_do_not_give_away_a_title_before_its_day(world: World) -> None:
    offered = await world.fan.autocomplete(world.channel, "director", "of", "2x07", as_of="2016-12-01")
    assert [choice["name"] for choice in offered] == ["S02E07"]
