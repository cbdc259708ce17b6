"""What left the cards of credits and episodes is one press of a named button away."""

import pytest

from tests.cogs.world import World, seen


@pytest.mark.parametrize(
    ("command", "options", "button", "words"),
    [
        ("director", {"of": "1x01"}, "Sources", "Says that she directed the pilot and the episode after it."),
        ("director", {"of": "2x07"}, "Sources", "Prints the surname as Getginger."),
        ("director", {"of": "2x07"}, "Jennifer Getzinger", "**S03E09** AKA I Did Something Today"),
        ("director", {"of": "3x05"}, "Sources", "Krysten Ritter directs one episode of season 3."),
        ("director", {"of": "3x05"}, "Sources", "↪ Since settled: Krysten Ritter directed S03E02"),
        ("director", {"of": "3x05"}, "Directors", "Neasa Hardiman"),
        ("director", {"of": "season 1"}, "Sources", "Women direct four of the 13 episodes."),
        ("director", {"of": "season 2"}, "Sources", "The 13 episodes have 13 different directors."),
        ("director", {"of": "season 2"}, "Sources", "*Reported 21 October 2016 and confirmed 23 October 2016*"),
        ("director", {"of": "season 2"}, "Sources", "Said on stage by the showrunner; still without names."),
        ("director", {"of": "season 3"}, "Sources", "↪ Since refuted: Michael Lehmann directed S03E01"),
        ("director", {"of": "Ritter"}, "Sources", "The episode of season 3 that Krysten Ritter directs is the third."),
        ("director", {"of": "Ritter"}, "Roles", "season"),
        ("writer", {"of": "1x13"}, "Sources", "perhaps one counts the story and the other the script alone."),
        ("writer", {"of": "2x08"}, "Writers", "**E13** Melissa Rosenberg and Jesse Harris"),
        ("episode", {"episode": "2x01"}, "Cast", "Krysten Ritter"),
        ("episode", {"episode": "2x01"}, "Directors", "**E13** Uta Briesewitz"),
        ("episode", {"episode": "2x01"}, "Sources", "mcureviews.com"),
        ("episode", {"episode": "3x05"}, "Sources", "Krysten Ritter directs one episode of season 3."),
    ],
)
async def test_a_button_has_what_left_the_card(
    world: World, command: str, options: dict[str, str], button: str, words: str
) -> None:
    card = seen(await world.fan.slash(world.channel, command, **options))
    assert words not in card.body
    opened = await world.fan.click(card.message, label=button)
    text = seen(opened).body
    for _ in range(20):
        turning = [found for found in seen(opened).buttons if found.label == "Next ›"]
        if words in text or not turning or turning[0].disabled:
            break
        await world.fan.click(seen(opened).message, label="Next ›")
        text += seen(opened).body
    assert words in text
