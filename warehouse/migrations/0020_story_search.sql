-- What new articles are compared by. All of it is of the last two weeks only: it is pruned at each run, and rows of
-- one time lie together, so that looking among them costs the same however many articles are stored.
drop table sketches;

create table article_profiles (
    article_id text not null,
    language   text not null,
    terms      uinteger[] not null,
    counts     utinyint[] not null,
    signature  uinteger[] not null,
    figures    uinteger[] not null,
    told_at    timestamptz not null,
    seen_at    timestamptz not null
);
comment on table article_profiles is 'What recent articles are recognised by when a new one looks for its story.';
comment on column article_profiles.article_id is 'The article.';
comment on column article_profiles.language is 'Primary subtag of its language; empty: not known.';
comment on column article_profiles.terms is 'CRC-32 of its words and their stems.';
comment on column article_profiles.counts is 'How often it has each of terms.';
comment on column article_profiles.signature is 'MinHash of its text; empty: too short to have copies.';
comment on column article_profiles.figures is 'Those of terms that are numbers of its headline.';
comment on column article_profiles.told_at is 'When it was published; undated, first seen.';
comment on column article_profiles.seen_at is 'Clock of the run that first stored it.';

create table article_bands (
    article_id text not null,
    band       ubigint not null,
    seen_at    timestamptz not null
);
comment on table article_bands is 'Signatures in bands of two values: near-copies have at least one in common.';
comment on column article_bands.article_id is 'The article.';
comment on column article_bands.band is 'Two neighbouring values of its signature.';
comment on column article_bands.seen_at is 'Clock of the run that first stored it.';

create table article_terms (
    article_id text not null,
    term       uinteger not null,
    weight     double not null,
    seen_at    timestamptz not null
);
comment on table article_terms is 'The most telling terms of recent articles: reports of one event share some.';
comment on column article_terms.article_id is 'The article.';
comment on column article_terms.term is 'CRC-32 of the term.';
comment on column article_terms.weight is 'Its share in the article''s profile when it was stored, at most 1.';
comment on column article_terms.seen_at is 'Clock of the run that first stored it.';

create table term_counts (
    language      text not null,
    term          uinteger not null,
    article_count integer not null,
    counted_at    timestamptz not null
);
comment on table term_counts is 'How many recent articles hold each term, batch by batch: what makes a term rare.';
comment on column term_counts.language is 'Language of the articles.';
comment on column term_counts.term is 'CRC-32 of the term.';
comment on column term_counts.article_count is 'Articles of one batch that hold it.';
comment on column term_counts.counted_at is 'Clock of the run that stored them.';

comment on column articles.story_id is 'The story it was put in when it was stored. It never changes: article_stories has the story as it is grouped now.';
