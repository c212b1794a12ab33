-- What articles are recognised by in any language, and which of them tell one event in two.
create table article_marks (
    article_id text not null,
    language   text not null,
    mark       uinteger not null,
    weight     double not null,
    seen_at    timestamptz not null
);
comment on table article_marks is 'What articles of the last days are recognised by in any language: topics, places, numbers, dates, people, laws, names.';
comment on column article_marks.article_id is 'The article.';
comment on column article_marks.language is 'Primary subtag of its language; empty: not known.';
comment on column article_marks.mark is 'CRC-32 of the mark.';
comment on column article_marks.weight is 'By its stress in the article and its rarity in the language when it was stored; the squares of an article''s add up to 1.';
comment on column article_marks.seen_at is 'Clock of the run that first stored it.';

create table article_links (
    article_id text not null,
    other_id   text not null,
    strength   double not null,
    linked_at  timestamptz not null
);
comment on table article_links is 'Articles that tell one event in two languages. Their stories are not joined; alerts are decided as though they were.';
comment on column article_links.article_id is 'The article.';
comment on column article_links.other_id is 'The one in the other language, which was stored before it.';
comment on column article_links.strength is 'How much of their marks they share, less for the time between them; at most 1.';
comment on column article_links.linked_at is 'Clock of the run that stored the article.';
