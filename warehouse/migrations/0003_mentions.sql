-- Watched issues, and where they were found. A trigger on mentions raises the alerts (triggers/).
create table watches (
    watch_id   text primary key,
    query      text not null,
    is_active  boolean not null,
    since_at   timestamptz not null,
    changed_at timestamptz not null
);
comment on table watches is 'The watched issues, copied from watches.toml at each run.';
comment on column watches.watch_id is 'Its name.';
comment on column watches.query is 'Its query, as last loaded.';
comment on column watches.is_active is 'Whether watches.toml has it now.';
comment on column watches.since_at is 'Clock of the run that first loaded it.';
comment on column watches.changed_at is 'Clock of the run that first loaded this query.';

create table mentions (
    mention_id text primary key,
    watch_id   text not null,
    article_id text not null,
    version    integer not null default 1,
    found_at   timestamptz not null,
    is_history boolean not null default false,
    excerpt    text not null default '',
    marks      json,
    spans      json
);
comment on table mentions is 'A watched issue found in a version of an article. Inserting one raises its alert.';
comment on column mentions.mention_id is 'Any text that is unique; the pipeline hashes watch, article and version.';
comment on column mentions.watch_id is 'The watch.';
comment on column mentions.article_id is 'The article.';
comment on column mentions.version is 'The version of the article it was found in.';
comment on column mentions.found_at is 'When it was found; the alert takes its time from here.';
comment on column mentions.is_history is 'Found in what a new feed already held: stored, told in a summary, no alert of its own.';
comment on column mentions.excerpt is 'The sentence that shows it best.';
comment on column mentions.marks is '[[start, end], ...] of the found words within excerpt.';
comment on column mentions.spans is '[[zone, start, end], ...] of the found words within the article.';
