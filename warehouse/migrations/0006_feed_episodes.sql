-- What goes wrong with feeds is remembered episode by episode, and told once each in alerts of kind feed.
alter table feeds add column unanswered_since_at timestamptz;
comment on column feeds.unanswered_since_at is 'First poll since its last good answer that brought none; null: the last one did.';
alter table feeds add column empty_since_at timestamptz;
comment on column feeds.empty_since_at is 'Since when it has answered without a single entry; null: it has some.';

create table feed_episodes (
    episode_id text primary key,
    feed_id    text not null,
    trouble    text not null check (trouble in ('gone', 'unanswered', 'empty', 'silent', 'bodiless', 'gap')),
    since_at   timestamptz not null,
    message    text not null,
    found_at   timestamptz not null,
    told_at    timestamptz
);
comment on table feed_episodes is 'Each trouble of a feed from its begin, written once by the files in signals/, and told once.';
comment on column feed_episodes.episode_id is 'Feed, trouble and the day (UTC) it began: found again by each run, and not told again.';
comment on column feed_episodes.feed_id is 'The feed.';
comment on column feed_episodes.trouble is 'gone (410), unanswered, empty, silent (far beyond its habit), bodiless (articles without text), gap (entries missed).';
comment on column feed_episodes.since_at is 'When it began.';
comment on column feed_episodes.message is 'What people are told of it, in words.';
comment on column feed_episodes.found_at is 'Clock of the run that found it.';
comment on column feed_episodes.told_at is 'Clock of the run that raised its alert; null: not yet told.';
