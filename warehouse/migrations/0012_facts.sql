-- Findings in the form in which articles, and versions of one, are compared: kept for every version.
create table article_facts (
    article_id   text not null,
    version      integer not null,
    kind         text not null check (kind in ('figure', 'date', 'instrument', 'official', 'stage', 'origin', 'place')),
    subject      text not null,
    value        text not null,
    words        text not null,
    is_prominent boolean not null default false,
    found_at     timestamptz not null
);
comment on table article_facts is 'What each version of an article says, fact by fact: one row for a kind and subject.';
comment on column article_facts.article_id is 'The article.';
comment on column article_facts.version is 'The version of its text.';
comment on column article_facts.kind is 'figure, date, instrument, official, stage, origin or place.';
comment on column article_facts.subject is 'What it is about; facts of one kind and subject say the same or differ.';
comment on column article_facts.value is 'What is said of it; empty where being named is all.';
comment on column article_facts.words is 'Both in words.';
comment on column article_facts.is_prominent is 'Headline or lead say it.';
comment on column article_facts.found_at is 'Clock of the run that found it.';
