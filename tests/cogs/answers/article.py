"""The article that the bot began with, as cards name it."""

OUTLET = "International Business Times Australia"
ADDRESS = (
    "https://www.ibtimes.com.au/jessica-jones-season-2-news-release-date-cast-plot-more-kilgrave-set-return-1545916"
)
ARTICLE = f"[{OUTLET}]({ADDRESS})"
