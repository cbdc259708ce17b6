-- The library of IMDb's titles: a file of its own, which an import can fill again at any time.
-- The numbers of titles and people are those in their ids. The rows come in the order of their keys, or nearly so, and
-- a row that is read twice takes its own place.
BEGIN IMMEDIATE;

CREATE TABLE mark (
    scope INTEGER NOT NULL,  -- 0: everything; else the one show whose rows were read
    file TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    position INTEGER NOT NULL,  -- in bytes, of the text
    line INTEGER NOT NULL,
    done INTEGER NOT NULL CHECK (done IN (0, 1)),
    PRIMARY KEY (scope, file)
) WITHOUT ROWID;

CREATE TABLE placing (
    show INTEGER NOT NULL,
    episode INTEGER NOT NULL,
    season INTEGER,
    number INTEGER,
    PRIMARY KEY (show, episode)
) WITHOUT ROWID;

CREATE TABLE show (id INTEGER PRIMARY KEY, title TEXT NOT NULL, original TEXT NOT NULL, year INTEGER);

CREATE TABLE show_key (key TEXT NOT NULL, show INTEGER NOT NULL, PRIMARY KEY (key, show)) WITHOUT ROWID;
CREATE INDEX show_key_of_show ON show_key (show);

CREATE TABLE episode (id INTEGER PRIMARY KEY, title TEXT NOT NULL, year INTEGER, runtime INTEGER);

CREATE TABLE credit (
    title INTEGER NOT NULL,
    place INTEGER NOT NULL,
    person INTEGER NOT NULL,
    as_self INTEGER NOT NULL CHECK (as_self IN (0, 1)),
    characters TEXT NOT NULL,
    PRIMARY KEY (title, place)
) WITHOUT ROWID;

CREATE TABLE crew (episode INTEGER PRIMARY KEY, directors TEXT NOT NULL, writers TEXT NOT NULL);

CREATE TABLE person (id INTEGER PRIMARY KEY, name TEXT NOT NULL);

CREATE TABLE other_title (
    show INTEGER NOT NULL,
    place INTEGER NOT NULL,
    title TEXT NOT NULL,
    PRIMARY KEY (show, place)
) WITHOUT ROWID;

CREATE TABLE other_key (key TEXT NOT NULL, show INTEGER NOT NULL, PRIMARY KEY (key, show)) WITHOUT ROWID;
CREATE INDEX other_key_of_show ON other_key (show);

PRAGMA user_version = 1;
COMMIT;
