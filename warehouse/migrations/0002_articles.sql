-- Articles, one row each with the newest text; their versions; what the monitor thinks of them.
create table articles (
    article_id     text primary key,
    story_id       text not null,
    feed_id        text not null,
    outlet         text not null,
    country        text,
    url            text,
    host           text,
    final_id       text,
    canonical_url  text,
    canonical_outlet text,
    amp_url        text,
    refresh_url    text,
    syndicated_from text,
    title          text not null,
    text           text not null,
    boilerplate    json not null default '[]',
    captions       text[] not null default [],
    summary        text not null,
    authors        text[] not null,
    author_kinds   text[] not null default [],
    language       text,
    published_at   timestamptz,
    modified_at    timestamptz,
    first_seen_at  timestamptz not null,
    version        integer not null,
    text_from      text not null check (text_from in ('page', 'feed', 'summary')),
    quality        text not null check (quality in ('full', 'teaser', 'consent', 'error', 'empty')),
    quality_reason text not null,
    word_count     integer not null,
    is_history     boolean not null
);
comment on table articles is 'One row per article, with its newest text. The first sighting of an address wins.';
comment on column articles.article_id is 'First 16 hex digits of sha256 over the canonical address.';
comment on column articles.story_id is 'Shared by near-copies: the article_id of the first of them.';
comment on column articles.feed_id is 'The feed that carried it first.';
comment on column articles.outlet is 'Name of that feed''s outlet.';
comment on column articles.country is 'Country of that outlet, ISO 3166.';
comment on column articles.url is 'Address of the page, canonical, after redirects; null: it has none.';
comment on column articles.host is 'Host of url without a leading www: what boilerplate is learned for.';
comment on column articles.final_id is 'article_id of url: finds the copies behind redirects.';
comment on column articles.canonical_url is 'What the page itself claims as canonical.';
comment on column articles.canonical_outlet is 'Host of canonical_url where that is another site: the page says it is a copy.';
comment on column articles.amp_url is 'The page''s twin in AMP, as it claims.';
comment on column articles.refresh_url is 'Where a meta refresh of the page leads, if not to itself.';
comment on column articles.syndicated_from is 'Agency or outlet that the page says it has the text from.';
comment on column articles.title is 'Headline, without the site''s suffix.';
comment on column articles.text is 'Body, paragraphs parted by a newline; the first is the lead.';
comment on column articles.boilerplate is '[[start, end], ...] of the lines of text that its host repeats on page after page: not matched, and not compared.';
comment on column articles.captions is 'Captions of its pictures and videos; never part of text.';
comment on column articles.summary is 'What the feed said of it.';
comment on column articles.authors is 'Byline, a name each.';
comment on column articles.author_kinds is 'person, agency or desk for each of authors; empty: not told apart.';
comment on column articles.language is 'Language tag, such as en or ko.';
comment on column articles.published_at is 'Page''s date, else the feed''s; null: undated.';
comment on column articles.modified_at is 'Last change, as the page dates it, else the feed.';
comment on column articles.first_seen_at is 'Clock of the run that first stored it.';
comment on column articles.version is 'Number of the newest version, from 1.';
comment on column articles.text_from is 'page, feed (whole content in the feed) or summary (nothing else was to be had).';
comment on column articles.quality is 'What the page''s body is worth: full, teaser, consent, error, empty.';
comment on column articles.quality_reason is 'Why, in words.';
comment on column articles.word_count is 'Words parted by white space in text.';
comment on column articles.is_history is 'Came with its feed''s first poll.';

create table article_versions (
    article_id  text not null,
    version     integer not null,
    title       text not null,
    text        text not null,
    text_from   text not null,
    change      text not null,
    change_note text not null,
    raw_hash    text,
    text_hash   text not null,
    seen_at     timestamptz not null,
    primary key (article_id, version)
);
comment on table article_versions is 'Every text an article has had, with what changed against the one before.';
comment on column article_versions.article_id is 'The article.';
comment on column article_versions.version is 'From 1.';
comment on column article_versions.title is 'Headline of this version.';
comment on column article_versions.text is 'Body of this version.';
comment on column article_versions.text_from is 'page, feed or summary.';
comment on column article_versions.change is 'first; correction (a notice), headline, figure, date, name, addition, text; cosmetic; body (a summary was replaced by the page).';
comment on column article_versions.change_note is 'The change in words, such as 25% -> 15%.';
comment on column article_versions.raw_hash is 'sha256 of the page''s bytes; null: it was not read from a page.';
comment on column article_versions.text_hash is 'sha256 of text.';
comment on column article_versions.seen_at is 'Clock of the run that found it.';

create table article_topics (
    article_id       text not null,
    topic            text not null,
    score            double not null,
    taxonomy_version text not null,
    primary key (article_id, topic)
);
comment on table article_topics is 'Topics of the newest version of each article.';
comment on column article_topics.article_id is 'The article.';
comment on column article_topics.topic is 'Topic id of the taxonomy.';
comment on column article_topics.score is 'Above 0, at most 1; from 0.5 the article is about it.';
comment on column article_topics.taxonomy_version is 'Version of the rules that gave it.';

create table topic_evidence (
    article_id text not null,
    topic      text not null,
    term       text not null,
    zone       text not null check (zone in ('headline', 'lead', 'body')),
    span_start integer not null,
    span_end   integer not null,
    weight     double not null
);
comment on table topic_evidence is 'The words that made each topic''s score.';
comment on column topic_evidence.article_id is 'The article.';
comment on column topic_evidence.topic is 'Topic id.';
comment on column topic_evidence.term is 'The taxonomy''s term that was found.';
comment on column topic_evidence.zone is 'headline: offsets are in title; lead and body: in text.';
comment on column topic_evidence.span_start is 'First character, from 0.';
comment on column topic_evidence.span_end is 'Behind the last character.';
comment on column topic_evidence.weight is 'Its share in the sum behind the score.';

create table sketches (
    article_id text not null,
    value      ubigint not null,
    seen_at    timestamptz not null
);
comment on table sketches is 'Fingerprints of texts; articles that share many values are near-copies.';
comment on column sketches.article_id is 'The article.';
comment on column sketches.value is 'One of the smallest hashes over its word sequences.';
comment on column sketches.seen_at is 'Clock of the run that stored it; only recent ones are compared.';
