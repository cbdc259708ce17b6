CREATE TABLE about (
	layer BIGINT NOT NULL, 
	thing_id BIGINT NOT NULL, 
	kind TEXT NOT NULL, 
	part INTEGER NOT NULL, 
	rank INTEGER NOT NULL, 
	fact_id BIGINT NOT NULL, 
	revision_id BIGINT NOT NULL, 
	known_from TEXT NOT NULL, 
	latest_news TEXT, 
	person_id BIGINT, 
	character_id BIGINT, 
	settled_by BIGINT, 
	PRIMARY KEY (layer, thing_id, kind, rank, fact_id, part)
)
 WITHOUT ROWID;
CREATE TABLE alias (
	id INTEGER NOT NULL, 
	show_id INTEGER NOT NULL, 
	layer BIGINT NOT NULL, 
	shelf TEXT NOT NULL, 
	thing_id INTEGER NOT NULL, 
	name TEXT NOT NULL, 
	folded TEXT NOT NULL, 
	word INTEGER NOT NULL, 
	known_from TEXT NOT NULL, 
	spoils INTEGER NOT NULL, 
	PRIMARY KEY (id), 
	CONSTRAINT spoils_is_yes_or_no CHECK (spoils IN (0, 1)), 
	FOREIGN KEY(show_id) REFERENCES show (id) ON DELETE CASCADE
);
CREATE TABLE character (
	id INTEGER NOT NULL, 
	show_id INTEGER NOT NULL, 
	layer BIGINT NOT NULL, 
	"key" TEXT NOT NULL, 
	name TEXT NOT NULL, 
	prominence INTEGER NOT NULL, 
	spoils_id INTEGER, 
	PRIMARY KEY (id), 
	CONSTRAINT character_key UNIQUE (show_id, layer, "key"), 
	FOREIGN KEY(show_id) REFERENCES show (id) ON DELETE CASCADE, 
	FOREIGN KEY(spoils_id) REFERENCES episode (id) ON DELETE CASCADE
);
CREATE TABLE claim (
	revision_id INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	source_id INTEGER NOT NULL, 
	weight INTEGER NOT NULL, 
	supports INTEGER NOT NULL, 
	published TEXT, 
	counts_from TEXT NOT NULL, 
	speaker TEXT, 
	via TEXT, 
	note TEXT, 
	PRIMARY KEY (revision_id, position), 
	CONSTRAINT weight_is_known CHECK (weight IN (1, 2, 3)), 
	CONSTRAINT supports_is_yes_or_no CHECK (supports IN (0, 1)), 
	FOREIGN KEY(revision_id) REFERENCES revision (id) ON DELETE CASCADE, 
	FOREIGN KEY(source_id) REFERENCES source (id) ON DELETE CASCADE
)
 WITHOUT ROWID;
CREATE TABLE credit (
	revision_id INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	person_id INTEGER NOT NULL, 
	PRIMARY KEY (revision_id, position), 
	FOREIGN KEY(revision_id) REFERENCES revision (id) ON DELETE CASCADE, 
	FOREIGN KEY(person_id) REFERENCES person (id) ON DELETE CASCADE
)
 WITHOUT ROWID;
CREATE TABLE episode (
	id INTEGER NOT NULL, 
	season_id INTEGER NOT NULL, 
	layer BIGINT NOT NULL, 
	number INTEGER NOT NULL, 
	title TEXT, 
	aired TEXT, 
	runtime INTEGER, 
	imdb TEXT, synopsis TEXT, synopsis_credit TEXT, 
	PRIMARY KEY (id), 
	CONSTRAINT episode_number UNIQUE (season_id, layer, number), 
	FOREIGN KEY(season_id) REFERENCES season (id) ON DELETE CASCADE
);
CREATE TABLE episode_source (
	episode_id INTEGER NOT NULL, 
	detail TEXT NOT NULL, 
	source_id INTEGER NOT NULL, 
	PRIMARY KEY (episode_id, detail, source_id), 
	CONSTRAINT detail_is_known CHECK (detail IN ('title', 'runtime', 'imdb')), 
	FOREIGN KEY(episode_id) REFERENCES episode (id) ON DELETE CASCADE, 
	FOREIGN KEY(source_id) REFERENCES source (id) ON DELETE CASCADE
)
 WITHOUT ROWID;
CREATE TABLE "fact" (
	id INTEGER NOT NULL, 
	show_id INTEGER NOT NULL, 
	layer BIGINT NOT NULL, 
	"key" TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	PRIMARY KEY (id), 
	CONSTRAINT fact_key UNIQUE (show_id, layer, "key"), 
	CONSTRAINT kind_is_known CHECK (kind IN ('cast', 'director', 'writer', 'release', 'news', 'renewal', 'crew')), 
	FOREIGN KEY(show_id) REFERENCES show (id) ON DELETE CASCADE
);
CREATE TABLE head (
	fact_id INTEGER NOT NULL, 
	layer BIGINT NOT NULL, 
	revision_id INTEGER NOT NULL, 
	show_id INTEGER NOT NULL, 
	kind TEXT NOT NULL, 
	latest_news TEXT, 
	PRIMARY KEY (fact_id, layer), 
	CONSTRAINT head_revision UNIQUE (revision_id), 
	FOREIGN KEY(fact_id) REFERENCES fact (id) ON DELETE CASCADE, 
	FOREIGN KEY(revision_id) REFERENCES revision (id) ON DELETE CASCADE, 
	FOREIGN KEY(show_id) REFERENCES show (id) ON DELETE CASCADE
)
 WITHOUT ROWID;
CREATE TABLE person (
	id INTEGER NOT NULL, 
	layer BIGINT NOT NULL, 
	"key" TEXT NOT NULL, 
	name TEXT NOT NULL, 
	PRIMARY KEY (id), 
	CONSTRAINT person_key UNIQUE (layer, "key")
);
CREATE TABLE "revision" (
	id INTEGER NOT NULL, 
	fact_id INTEGER NOT NULL, 
	layer BIGINT NOT NULL, 
	number INTEGER, 
	change TEXT NOT NULL, 
	made_at TEXT NOT NULL, 
	made_by BIGINT, 
	reason TEXT, 
	base_revision_id INTEGER, 
	retired INTEGER DEFAULT '0' NOT NULL, 
	statement TEXT, 
	character_id INTEGER, 
	billing TEXT, 
	released TEXT, 
	set_size INTEGER, 
	spoils_id INTEGER, 
	settled_by INTEGER, 
	outcome TEXT, 
	follows INTEGER DEFAULT '0' NOT NULL, 
	batch_id INTEGER, state TEXT, job TEXT, 
	PRIMARY KEY (id), 
	CONSTRAINT outcome_has_its_fact CHECK ((settled_by IS NULL) = (outcome IS NULL)), 
	CONSTRAINT revision_number UNIQUE (fact_id, layer, number), 
	CONSTRAINT retired_is_yes_or_no CHECK (retired IN (0, 1)), 
	CONSTRAINT change_is_known CHECK (change IN ('pack', 'add', 'edit', 'claim', 'retire', 'restore', 'undo', 'import')), 
	CONSTRAINT outcome_is_known CHECK (outcome IN ('settled', 'refuted')), 
	CONSTRAINT billing_is_known CHECK (billing IN ('main', 'recurring', 'guest', 'supporting')), 
	CONSTRAINT revision_batch FOREIGN KEY(batch_id) REFERENCES batch (id) ON DELETE CASCADE, 
	CONSTRAINT follows_is_yes_or_no CHECK (follows IN (0, 1)), 
	FOREIGN KEY(fact_id) REFERENCES fact (id) ON DELETE CASCADE, 
	FOREIGN KEY(base_revision_id) REFERENCES revision (id), 
	FOREIGN KEY(character_id) REFERENCES character (id) ON DELETE CASCADE, 
	FOREIGN KEY(settled_by) REFERENCES fact (id) ON DELETE CASCADE, 
	FOREIGN KEY(spoils_id) REFERENCES episode (id) ON DELETE CASCADE
);
CREATE TABLE scope (
	revision_id INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	season_id INTEGER NOT NULL, 
	episode_id INTEGER, 
	PRIMARY KEY (revision_id, position), 
	FOREIGN KEY(revision_id) REFERENCES revision (id) ON DELETE CASCADE, 
	FOREIGN KEY(season_id) REFERENCES season (id) ON DELETE CASCADE, 
	FOREIGN KEY(episode_id) REFERENCES episode (id) ON DELETE CASCADE
)
 WITHOUT ROWID;
CREATE TABLE season (
	id INTEGER NOT NULL, 
	show_id INTEGER NOT NULL, 
	layer BIGINT NOT NULL, 
	number INTEGER NOT NULL, 
	episodes INTEGER, 
	PRIMARY KEY (id), 
	CONSTRAINT season_number UNIQUE (show_id, layer, number), 
	FOREIGN KEY(show_id) REFERENCES show (id) ON DELETE CASCADE
);
CREATE TABLE server (
	guild_id BIGINT NOT NULL, 
	show_id INTEGER, 
	timezone TEXT DEFAULT 'UTC' NOT NULL, 
	changed_at TEXT NOT NULL, moderator_role BIGINT, log_channel BIGINT, left_at TEXT, timezone_chosen INTEGER DEFAULT '0' NOT NULL, spoiler_days INTEGER, 
	PRIMARY KEY (guild_id), 
	FOREIGN KEY(show_id) REFERENCES show (id) ON DELETE CASCADE
);
CREATE TABLE show (
	id INTEGER NOT NULL, 
	layer BIGINT NOT NULL, 
	"key" TEXT NOT NULL, 
	title TEXT NOT NULL, 
	network TEXT, 
	imdb TEXT, 
	tvmaze BIGINT, credit TEXT, image TEXT, image_credit TEXT, 
	PRIMARY KEY (id), 
	CONSTRAINT show_key UNIQUE (layer, "key")
);
CREATE TABLE source (
	id INTEGER NOT NULL, 
	layer BIGINT NOT NULL, 
	"key" TEXT NOT NULL, 
	outlet TEXT NOT NULL, 
	title TEXT, 
	url TEXT, origin TEXT, 
	PRIMARY KEY (id), 
	CONSTRAINT source_key UNIQUE (layer, "key")
);
CREATE INDEX about_by_news ON about (layer, thing_id, latest_news) WHERE latest_news IS NOT NULL;
CREATE INDEX alias_by_name ON alias (layer, show_id, shelf, folded);
CREATE INDEX alias_by_thing ON alias (thing_id);
CREATE INDEX alias_of_servers ON alias (thing_id, layer) WHERE layer <> 0;
CREATE INDEX alias_of_shows ON alias (layer, folded) WHERE shelf = '0 show';
CREATE INDEX character_by_prominence ON character (layer, show_id, prominence, id);
CREATE INDEX character_by_spoils_id ON character (spoils_id) WHERE spoils_id IS NOT NULL;
CREATE INDEX claim_by_source ON claim (source_id);
CREATE INDEX credit_by_person ON credit (person_id);
CREATE INDEX episode_by_layer ON episode (layer) WHERE layer <> 0;
CREATE INDEX episode_source_by_source ON episode_source (source_id);
CREATE INDEX fact_by_layer ON fact (layer) WHERE layer <> 0;
CREATE INDEX head_by_kind ON head (layer, show_id, kind, fact_id);
CREATE INDEX head_by_news ON head (layer, show_id, latest_news, fact_id);
CREATE INDEX revision_by_base_revision_id ON revision (base_revision_id) WHERE base_revision_id IS NOT NULL;
CREATE INDEX revision_by_batch_id ON revision (batch_id) WHERE batch_id IS NOT NULL;
CREATE INDEX revision_by_character ON revision (character_id);
CREATE INDEX revision_by_member ON revision (made_by) WHERE made_by IS NOT NULL;
CREATE INDEX revision_by_settled_by ON revision (settled_by) WHERE settled_by IS NOT NULL;
CREATE INDEX revision_by_spoils_id ON revision (spoils_id) WHERE spoils_id IS NOT NULL;
CREATE INDEX revision_of_servers ON revision (layer, made_at) WHERE layer <> 0;
CREATE INDEX revision_retired ON revision (layer, made_at) WHERE retired = 1;
CREATE INDEX scope_by_episode ON scope (episode_id);
CREATE INDEX scope_by_season ON scope (season_id);
CREATE INDEX season_by_layer ON season (layer) WHERE layer <> 0;
CREATE INDEX show_by_imdb ON show (imdb) WHERE imdb IS NOT NULL;
CREATE INDEX show_by_tvmaze ON show (tvmaze) WHERE tvmaze IS NOT NULL;
CREATE INDEX source_by_outlet ON source (layer, outlet);
CREATE VIEW about_row AS 
SELECT h.layer, c.person_id AS thing_id, h.kind, 0 AS part,
    CASE WHEN h.kind <> 'cast' OR r.billing = 'main' THEN 0 WHEN r.billing IS NULL THEN 3
        WHEN r.billing = 'guest' THEN 2 ELSE 1 END AS rank,
    h.fact_id, h.revision_id,
    COALESCE((SELECT MIN(k.counts_from) FROM claim k WHERE k.revision_id = r.id), '9999-12-31') AS known_from,
    h.latest_news,
    CASE WHEN h.kind = 'cast' THEN (SELECT p.person_id FROM credit p WHERE p.revision_id = r.id AND p.position = 0) END
        AS person_id,
    r.character_id, r.settled_by
FROM head h JOIN revision r ON r.id = h.revision_id AND r.retired = 0 JOIN credit c ON c.revision_id = r.id UNION ALL 
SELECT h.layer, r.character_id AS thing_id, h.kind, 0 AS part,
    CASE WHEN h.kind <> 'cast' OR r.billing = 'main' THEN 0 WHEN r.billing IS NULL THEN 3
        WHEN r.billing = 'guest' THEN 2 ELSE 1 END AS rank,
    h.fact_id, h.revision_id,
    COALESCE((SELECT MIN(k.counts_from) FROM claim k WHERE k.revision_id = r.id), '9999-12-31') AS known_from,
    h.latest_news,
    CASE WHEN h.kind = 'cast' THEN (SELECT p.person_id FROM credit p WHERE p.revision_id = r.id AND p.position = 0) END
        AS person_id,
    r.character_id, r.settled_by
FROM head h JOIN revision r ON r.id = h.revision_id AND r.retired = 0 WHERE r.character_id IS NOT NULL UNION ALL 
SELECT h.layer, s.season_id AS thing_id, h.kind, CASE WHEN s.episode_id IS NULL THEN 0 ELSE 1 END AS part,
    CASE WHEN h.kind <> 'cast' OR r.billing = 'main' THEN 0 WHEN r.billing IS NULL THEN 3
        WHEN r.billing = 'guest' THEN 2 ELSE 1 END AS rank,
    h.fact_id, h.revision_id,
    COALESCE((SELECT MIN(k.counts_from) FROM claim k WHERE k.revision_id = r.id), '9999-12-31') AS known_from,
    h.latest_news,
    CASE WHEN h.kind = 'cast' THEN (SELECT p.person_id FROM credit p WHERE p.revision_id = r.id AND p.position = 0) END
        AS person_id,
    r.character_id, r.settled_by
FROM head h JOIN revision r ON r.id = h.revision_id AND r.retired = 0 JOIN scope s ON s.revision_id = r.id UNION ALL 
SELECT h.layer, s.episode_id AS thing_id, h.kind, 0 AS part,
    CASE WHEN h.kind <> 'cast' OR r.billing = 'main' THEN 0 WHEN r.billing IS NULL THEN 3
        WHEN r.billing = 'guest' THEN 2 ELSE 1 END AS rank,
    h.fact_id, h.revision_id,
    COALESCE((SELECT MIN(k.counts_from) FROM claim k WHERE k.revision_id = r.id), '9999-12-31') AS known_from,
    h.latest_news,
    CASE WHEN h.kind = 'cast' THEN (SELECT p.person_id FROM credit p WHERE p.revision_id = r.id AND p.position = 0) END
        AS person_id,
    r.character_id, r.settled_by
FROM head h JOIN revision r ON r.id = h.revision_id AND r.retired = 0 JOIN scope s ON s.revision_id = r.id WHERE s.episode_id IS NOT NULL UNION ALL 
SELECT h.layer, h.show_id AS thing_id, h.kind, 0 AS part,
    CASE WHEN h.kind <> 'cast' OR r.billing = 'main' THEN 0 WHEN r.billing IS NULL THEN 3
        WHEN r.billing = 'guest' THEN 2 ELSE 1 END AS rank,
    h.fact_id, h.revision_id,
    COALESCE((SELECT MIN(k.counts_from) FROM claim k WHERE k.revision_id = r.id), '9999-12-31') AS known_from,
    h.latest_news,
    CASE WHEN h.kind = 'cast' THEN (SELECT p.person_id FROM credit p WHERE p.revision_id = r.id AND p.position = 0) END
        AS person_id,
    r.character_id, r.settled_by
FROM head h JOIN revision r ON r.id = h.revision_id AND r.retired = 0 WHERE NOT EXISTS (SELECT 1 FROM scope s WHERE s.revision_id = r.id);
CREATE VIEW fact_row AS
SELECT
    r.id AS revision_id, f.id AS fact_id, f.kind, f.show_id, s.title AS show_title, s.credit AS show_credit,
    s.image AS show_image, s.image_credit AS show_image_credit,
    r.statement, r.billing, r.released, r.set_size, r.state, r.job, r.settled_by, r.outcome, r.retired,
    spoilt_season.number AS spoils_season, spoilt.number AS spoils_number,
    ch.id AS character_id, ch.name AS character_name,
    hidden_season.number AS character_spoils_season, hidden.number AS character_spoils_number,
    cr.position AS credit_position, p.id AS person_id, p.name AS person_name,
    sc.position AS scope_position, se.number AS scope_season,
    e.id AS episode_id, e.number AS episode_number, e.title AS episode_title, e.aired AS episode_aired,
    cl.position AS claim_position, cl.weight, cl.supports, cl.published, cl.counts_from, cl.speaker, cl.via, cl.note,
    so.id AS source_id, so.outlet, so.title AS source_title, so.url AS source_url, so.origin
FROM revision r
JOIN fact f ON f.id = r.fact_id
JOIN show s ON s.id = f.show_id
LEFT JOIN claim cl ON cl.revision_id = r.id
LEFT JOIN source so ON so.id = cl.source_id
LEFT JOIN credit cr ON cr.revision_id = r.id
LEFT JOIN person p ON p.id = cr.person_id
LEFT JOIN scope sc ON sc.revision_id = r.id
LEFT JOIN season se ON se.id = sc.season_id
LEFT JOIN episode e ON e.id = sc.episode_id
LEFT JOIN character ch ON ch.id = r.character_id
LEFT JOIN episode hidden ON hidden.id = ch.spoils_id
LEFT JOIN season hidden_season ON hidden_season.id = hidden.season_id
LEFT JOIN episode spoilt ON spoilt.id = r.spoils_id
LEFT JOIN season spoilt_season ON spoilt_season.id = spoilt.season_id;
