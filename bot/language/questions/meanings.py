"""What the words of a question may mean."""

from enum import StrEnum


class Wish(StrEnum):
    """What a question asks for."""

    WRITER = "writer"
    DIRECTOR = "director"
    CREW = "crew"
    NEWS = "news"
    CAST = "cast"
    RENEWAL = "renewal"
    SYNOPSIS = "synopsis"
    DATES = "dates"
    EPISODES = "episodes"
    EPISODE = "episode"
    SEASON = "season"
    NEXT = "next"


class Word(StrEnum):
    """What else a word may do in a question."""

    FILLER = "says nothing"
    CHATTER = "says nothing, and ends what came before it"
    WHO = "asks for people"
    WHEN = "asks for a date"
    WHAT = "asks for things"
    VERB = "begins a question that is answered with yes or no"
    IT = "refers to what was asked before"
    SOMEBODY = "refers to somebody"
    ONE_PERSON = "refers to one person alone"
    OUT = "says that something is there to watch, whenever it came"
    PRESENT = "says that somebody is in something"
    EVERYONE = "means the whole cast"
    WOMEN = "means women alone"
    ABOUT = "goes before what is asked about"
    PAST = "says that it is about something that was"
    SHOW = "means the server's show"
    HOW = "asks in which way"
    WHY = "asks for a reason, which no fact has"
    NEXT_SEASON = "means the season that comes next"
    HOW_MANY = "asks for a number"
    EXCLAIMS = "asks for nothing, though it sounds like it"
    TAG = "asks whether what was said is so"
    THERE = "asks whether there is something"
    NOT = "says that something is not so"
    ALL = "says how much of something is meant"
    SOME = "says that one of them is enough"
    US = "means who asks, or who is asked"
    BEYOND = "goes before what comes earlier or later"
    BESIDES = "asks for somebody or something besides those that are named"
    NOUN = "names what is asked for without a verb"
    OTHER = "asks for more of somebody"
    TO_COME = "says that somebody is yet to come, or to come again"
    ANNOUNCED = "asks whether something was made known"
    MAKING = "asks how it is made"
    OR = "offers a choice"
    BY = "goes before those who made it, mostly its director"
    MADE = "asks who made the show, and no part of it"


class Course(StrEnum):
    """What a question may suppose of how a show goes on."""

    SPIN_OFF = "has a show of its own"
    FILMED = "is filmed"
    OVER = "over"
    LAST = "last"
    GOES_ON = "goes on"
