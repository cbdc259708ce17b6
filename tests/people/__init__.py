"""The names that people have, as Faker lists them; see `bot.language.people`."""
