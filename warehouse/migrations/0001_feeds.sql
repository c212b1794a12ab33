-- Feeds as the owner lists them, what is remembered of each between polls, and every entry they ever gave.
create table feeds (
    feed_id         text primary key,
    url             text not null,
    name            text not null,
    language        text,
    country         text,
    tags            text[] not null,
    is_listed       boolean not null,
    address         text not null,
    etag            text,
    last_modified   text,
    body_hash       text,
    next_due_at     timestamptz,
    failure_count   integer not null default 0,
    is_retired      boolean not null default false,
    first_polled_at timestamptz,
    last_full_at    timestamptz,
    last_answer_at  timestamptz,
    moved_to        text,
    moved_since_at  timestamptz,
    moved_count     integer not null default 0,
    trusts_validators boolean not null default true,
    last_probe_at   timestamptz,
    probe_result    text check (probe_result in ('honest', 'lied')),
    entry_keys      text[] not null default [],
    pieces          text not null default '',
    entries_per_day double,
    last_gap_at     timestamptz,
    last_polled_at  timestamptz,
    last_outcome    text,
    last_reason     text
);
comment on table feeds is 'One row per feed ever listed in feeds.toml, with what is remembered between polls.';
comment on column feeds.feed_id is 'First 16 hex digits of sha256 over the listed address.';
comment on column feeds.url is 'Address as listed.';
comment on column feeds.name is 'Name of the outlet.';
comment on column feeds.language is 'Language tag the owner gave, such as en or ko.';
comment on column feeds.country is 'ISO 3166 code the owner gave.';
comment on column feeds.tags is 'Tags the owner gave.';
comment on column feeds.is_listed is 'Whether feeds.toml lists it now.';
comment on column feeds.address is 'Where it is polled now; differs from url after a permanent move.';
comment on column feeds.etag is 'Validator of the last whole answer.';
comment on column feeds.last_modified is 'Validator of the last whole answer, as the server wrote it.';
comment on column feeds.body_hash is 'sha256 of the last body parsed; an equal body is not parsed again.';
comment on column feeds.next_due_at is 'Not polled before; null: at once.';
comment on column feeds.failure_count is 'Failures in a row.';
comment on column feeds.is_retired is 'It answered 410 Gone and is polled no more.';
comment on column feeds.first_polled_at is 'First poll that gave entries; they are its history and raise no alerts of their own.';
comment on column feeds.last_full_at is 'Last answer that was not a 304.';
comment on column feeds.last_answer_at is 'Last good answer, a 304 included.';
comment on column feeds.moved_to is 'Where permanent redirects lead; not kept before several good answers over days.';
comment on column feeds.moved_since_at is 'When that was first seen.';
comment on column feeds.moved_count is 'Good answers from there; 0: given up for the listed address.';
comment on column feeds.trusts_validators is 'False: it said "not modified" of a feed that was, and is asked in full for a while.';
comment on column feeds.last_probe_at is 'Last time its 304 was put to the proof.';
comment on column feeds.probe_result is 'What the last proof showed: honest or lied.';
comment on column feeds.entry_keys is 'Short ids of the entries of the last body parsed: a poll that shares none with it has missed some.';
comment on column feeds.pieces is 'Fingerprints of that body, 52 characters each: of what stands around its items, then of each item with the keys of its entry. Items that stay are not parsed again.';
comment on column feeds.entries_per_day is 'New entries a day, averaged over a week or so.';
comment on column feeds.last_gap_at is 'Last time entries came and went between two polls.';
comment on column feeds.last_polled_at is 'Last poll.';
comment on column feeds.last_outcome is 'Outcome of the last poll: stored, unchanged, deferred, rejected or failed.';
comment on column feeds.last_reason is 'Why, in words.';

create table entries (
    entry_id      text primary key,
    feed_id       text not null,
    article_id    text not null,
    guid          text,
    url           text,
    title         text not null,
    summary       text not null,
    content       text,
    authors       text[] not null,
    published_at  timestamptz,
    updated_at    timestamptz,
    source        text,
    source_url    text,
    is_aggregated boolean not null,
    date_fault    text check (date_fault in ('undated', 'future')),
    guid_key      text,
    twin_key      text,
    language      text,
    entry_hash    text not null,
    position      bigint not null,
    first_seen_at timestamptz not null,
    is_history    boolean not null,
    state         text not null check (state in ('pending', 'done')),
    outcome       text,
    reason        text,
    attempt_count integer not null default 0,
    next_try_at   timestamptz
);
comment on table entries is 'One row per feed and article: what the feed said, and what became of its page.';
comment on column entries.entry_id is 'Hash of feed_id and article_id.';
comment on column entries.feed_id is 'The feed that carried it.';
comment on column entries.article_id is 'The article it leads to.';
comment on column entries.guid is 'The feed''s own id, as given.';
comment on column entries.url is 'Link as given, absolute; null: the feed gave none.';
comment on column entries.title is 'Plain text.';
comment on column entries.summary is 'Plain text.';
comment on column entries.content is 'Body carried by the feed, hostile HTML; null once the page is done.';
comment on column entries.authors is 'As the feed names them.';
comment on column entries.published_at is 'As the feed dates it; null: undated.';
comment on column entries.updated_at is 'As the feed dates its last change.';
comment on column entries.source is 'Title of <source>: the true outlet behind an aggregator.';
comment on column entries.source_url is 'Address of <source>.';
comment on column entries.is_aggregated is 'Its link leads to an aggregator''s page: the summary is read instead.';
comment on column entries.date_fault is 'undated, or dated in the future when it arrived; null: neither.';
comment on column entries.guid_key is 'Guid and headline hashed: finds it again should the feed rewrite its address.';
comment on column entries.twin_key is 'Path, headline and date hashed: finds it again should the feed rewrite guid and parameters.';
comment on column entries.language is 'Language tag the feed gives.';
comment on column entries.entry_hash is 'Hash over what the feed says; a new one means the page is read again.';
comment on column entries.position is 'Order of arrival, across feeds and runs.';
comment on column entries.first_seen_at is 'Clock of the run that first saw it.';
comment on column entries.is_history is 'Came with its feed''s first poll.';
comment on column entries.state is 'pending: its page is still to be read; done.';
comment on column entries.outcome is 'How its last reading ended.';
comment on column entries.reason is 'Why, in words.';
comment on column entries.attempt_count is 'Readings of its page that failed so far.';
comment on column entries.next_try_at is 'A pending page is not read before; null: at once.';
create sequence entry_positions;

create table feed_gaps (
    feed_id    text not null,
    from_at    timestamptz not null,
    to_at      timestamptz not null,
    lost_count integer not null,
    primary key (feed_id, to_at)
);
comment on table feed_gaps is 'Times in which a rolling feed''s entries came and went unseen between two polls.';
comment on column feed_gaps.feed_id is 'The feed.';
comment on column feed_gaps.from_at is 'The poll before.';
comment on column feed_gaps.to_at is 'The poll that shared no entry with it.';
comment on column feed_gaps.lost_count is 'Entries missed, estimated: its rate times the time, less what was seen.';
