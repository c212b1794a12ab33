-- What watches.toml says of each watch beside its query, every text a watch has had, and words to search by.
alter table watches add column priority text default 'normal';
alter table watches add column channels text[] default [];
alter table watches add column quiet_from time;
alter table watches add column quiet_to time;
alter table watches add column max_alerts_per_day integer;
alter table watches add column languages text[] default [];
alter table watches add column min_quality text default 'empty';
alter table watches add column active_until_on date;
comment on column watches.priority is 'low, normal or high.';
comment on column watches.channels is 'Names of the channels its alerts go to, without secrets; empty: those of all.';
comment on column watches.quiet_from is 'Its quiet hours begin, by the reader''s clock; null: it has none.';
comment on column watches.quiet_to is 'Its quiet hours end; earlier than quiet_from: on the next day.';
comment on column watches.max_alerts_per_day is 'Its budget; null: none.';
comment on column watches.languages is 'Only articles in these make mentions; empty: any.';
comment on column watches.min_quality is 'What a page''s body must be worth to make a mention: full, teaser or empty (anything).';
comment on column watches.active_until_on is 'Its last day, by the reader''s clock; null: none.';

create table watch_versions (
    watch_id text not null,
    version  integer not null,
    query    text not null,
    since_at timestamptz not null,
    primary key (watch_id, version)
);
comment on table watch_versions is 'Every text a watch has had, its named sets written out.';
comment on column watch_versions.watch_id is 'The watch.';
comment on column watch_versions.version is 'From 1; the highest is the text of now.';
comment on column watch_versions.query is 'Its query with every @name replaced by what it stood for.';
comment on column watch_versions.since_at is 'Clock of the run that first loaded it.';
insert into watch_versions select watch_id, 1, query, changed_at from watches;

alter table mentions add column watch_version integer;
alter table mentions add column is_backfill boolean default false;
comment on column mentions.watch_version is 'The version of the watch whose text matched; null: not said.';
comment on column mentions.is_backfill is 'Found by a watch run over history: stored, raises no alert.';

create table words (
    word_id integer not null,
    word    text not null
);
comment on table words is 'Every word met in an article: one row each.';
comment on column words.word_id is 'From 1, without gaps.';
comment on column words.word is 'Folded as queries are; of Chinese and Japanese each character, and each pair of neighbours.';

create table article_words (
    article_id text not null,
    version    integer not null,
    dated_at   timestamptz not null,
    word_ids   integer[] not null
);
comment on table article_words is 'The different words of each article: what a search looks through before it reads any text.';
comment on column article_words.article_id is 'The article.';
comment on column article_words.version is 'The version of its text.';
comment on column article_words.dated_at is 'When it was published, else first seen.';
comment on column article_words.word_ids is 'Its words, headline and text, in no order.';
