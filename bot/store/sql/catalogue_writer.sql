-- name: pack_by_key(key)^
SELECT show_id, digest FROM pack WHERE key = :key;

-- name: packs_of_show(show)
SELECT p.key FROM pack p JOIN show s ON s.id = p.show_id WHERE s.key = :show AND s.layer = 0;

-- name: record_pack(key, show, digest, now)!
INSERT INTO pack (key, show_id, digest, loaded_at) VALUES (:key, :show, :digest, :now)
ON CONFLICT (key) DO UPDATE SET show_id = excluded.show_id, digest = excluded.digest, loaded_at = excluded.loaded_at;

-- name: save_show(id, layer, key, title, network, imdb, tvmaze, credit, image, image_credit)^
INSERT INTO show (id, layer, key, title, network, imdb, tvmaze, credit, image, image_credit)
VALUES (:id, :layer, :key, :title, :network, :imdb, :tvmaze, :credit, :image, :image_credit)
ON CONFLICT (layer, key) DO UPDATE SET
    title = excluded.title, network = excluded.network, imdb = excluded.imdb, tvmaze = excluded.tvmaze,
    credit = excluded.credit, image = excluded.image, image_credit = excluded.image_credit
RETURNING id;

-- name: save_season(id, layer, show, number, episodes)^
INSERT INTO season (id, layer, show_id, number, episodes) VALUES (:id, :layer, :show, :number, :episodes)
ON CONFLICT (show_id, layer, number) DO UPDATE SET episodes = excluded.episodes
RETURNING id;

-- name: save_episode(id, layer, season, number, title, aired, runtime, imdb, synopsis, synopsis_credit)^
INSERT INTO episode (id, layer, season_id, number, title, aired, runtime, imdb, synopsis, synopsis_credit)
VALUES (:id, :layer, :season, :number, :title, :aired, :runtime, :imdb, :synopsis, :synopsis_credit)
ON CONFLICT (season_id, layer, number) DO UPDATE SET
    title = excluded.title, aired = excluded.aired, runtime = excluded.runtime, imdb = excluded.imdb,
    synopsis = excluded.synopsis, synopsis_credit = excluded.synopsis_credit
RETURNING id;

-- name: save_person(id, layer, key, name)^
INSERT INTO person (id, layer, key, name) VALUES (:id, :layer, :key, :name)
-- A server's own name stays as it was written first.
ON CONFLICT (layer, key) DO UPDATE SET name = CASE person.layer WHEN 0 THEN excluded.name ELSE person.name END
RETURNING id;

-- name: save_character(id, layer, show, key, name, prominence, spoils)^
INSERT INTO character (id, layer, show_id, key, name, prominence, spoils_id)
VALUES (:id, :layer, :show, :key, :name, :prominence, :spoils)
-- A server's own stays as it is: a proposal that nobody approved must not change what is on record.
ON CONFLICT (show_id, layer, key) DO UPDATE SET
    name = CASE character.layer WHEN 0 THEN excluded.name ELSE character.name END,
    prominence = CASE character.layer WHEN 0 THEN excluded.prominence ELSE character.prominence END,
    spoils_id = CASE character.layer WHEN 0 THEN excluded.spoils_id ELSE character.spoils_id END
RETURNING id;

-- name: save_source(id, layer, key, outlet, title, url, origin)^
INSERT INTO source (id, layer, key, outlet, title, url, origin)
VALUES (:id, :layer, :key, :outlet, :title, :url, :origin)
ON CONFLICT (layer, key) DO UPDATE SET
    outlet = excluded.outlet, title = excluded.title, url = excluded.url, origin = excluded.origin
RETURNING id;

-- name: facts_of(show, layer)
SELECT key, id FROM fact WHERE show_id = :show AND layer = :layer;

-- name: save_facts(id, layer, show, key, kind)*!
INSERT INTO fact (id, layer, show_id, key, kind) VALUES (:id, :layer, :show, :key, :kind)
ON CONFLICT (show_id, layer, key) DO UPDATE SET kind = excluded.kind;

-- name: origins(key, tvmaze, imdb)
SELECT p.key AS origin, s.id AS show_id, s.title AS show_title, s.credit AS show_credit,
    s.image AS show_image, s.image_credit AS show_image_credit
FROM pack p JOIN show s ON s.id = p.show_id
WHERE s.layer = 0 AND (s.key = :key OR s.tvmaze = :tvmaze OR s.imdb = :imdb);

-- name: forget_episode_sources(show)!
DELETE FROM episode_source WHERE episode_id IN (
    SELECT e.id FROM episode e JOIN season s ON s.id = e.season_id WHERE s.show_id = :show AND e.layer = 0
);

-- name: add_episode_sources(episode, detail, source)*!
INSERT INTO episode_source (episode_id, detail, source_id) VALUES (:episode, :detail, :source);

-- name: forget_aliases(show, layer)!
DELETE FROM alias WHERE show_id = :show AND layer = :layer;

-- name: forget_aliases_of(show, layer, thing)*!
DELETE FROM alias WHERE thing_id = :thing AND layer = :layer AND layer <> 0 AND show_id = :show;

-- name: forget_base_aliases_of(show, layer, thing)*!
-- By the thing: `layer + 0` keeps SQLite from going through all names of the show.
DELETE FROM alias WHERE thing_id = :thing AND layer + 0 = :layer AND show_id = :show;

-- name: base_aliases_of(show, thing)
SELECT shelf, folded, word, known_from, spoils FROM alias
WHERE show_id = :show AND thing_id = :thing AND layer + 0 = 0;

-- name: names_of(guild, show, thing)
SELECT DISTINCT folded FROM alias
WHERE show_id = :show AND thing_id = :thing AND word = 0 AND layer IN (0, :guild)
ORDER BY folded;

-- name: add_aliases(id, show, layer, shelf, thing, name, folded, word, known_from, spoils)*!
INSERT INTO alias (id, show_id, layer, shelf, thing_id, name, folded, word, known_from, spoils)
VALUES (:id, :show, :layer, :shelf, :thing, :name, :folded, :word, :known_from, :spoils);

-- name: named_otherwise(thing, name)
SELECT DISTINCT show_id, layer FROM alias WHERE thing_id = :thing AND name <> :name;
