-- The outbox: what has to be said, whether it has been accepted, and every try.
create table alerts (
    alert_id      text primary key,
    mention_id    text,
    watch_id      text,
    story_id      text,
    article_id    text,
    kind          text not null check (
        kind in ('new', 'update', 'echo', 'spike', 'silence', 'first', 'calendar', 'summary', 'feed')),
    reason        text not null,
    subject       text,
    message       text,
    raised_at     timestamptz not null,
    published_at  timestamptz,
    is_history    boolean not null default false,
    state         text not null check (state in ('due', 'leased', 'delivered', 'held', 'dead')),
    attempt_count integer not null default 0,
    next_try_at   timestamptz,
    leased_by     text,
    settled_at    timestamptz
);
comment on table alerts is 'One row per mention, summary and trouble with feeds: what it is, and how far its delivery has come.';
comment on column alerts.alert_id is 'Derived from the mention or signal: the same mention never raises two.';
comment on column alerts.mention_id is 'The mention that raised it; null for a summary and for feeds.';
comment on column alerts.watch_id is 'The watch.';
comment on column alerts.story_id is 'The story, as grouped when the alert was raised.';
comment on column alerts.article_id is 'The article that set it off.';
comment on column alerts.kind is 'new: first of its story for this watch; update: a material change; echo: told before; spike, silence, first, calendar: by number or time; summary; feed: trouble with feeds.';
comment on column alerts.reason is 'Why, in words.';
comment on column alerts.subject is 'Title of a summary or of what is told of feeds; null where the article has it.';
comment on column alerts.message is 'Text of the same, line by line.';
comment on column alerts.raised_at is 'Time of the mention or signal.';
comment on column alerts.published_at is 'When its article was published, as known then.';
comment on column alerts.is_history is 'Its mention came with the history of a new feed.';
comment on column alerts.state is 'due, leased (being sent), delivered, held (not to be sent: echo or history), dead (given up).';
comment on column alerts.attempt_count is 'Rounds of delivery tried.';
comment on column alerts.next_try_at is 'Not tried before; null: at once.';
comment on column alerts.leased_by is 'The run that is sending it.';
comment on column alerts.settled_at is 'When every channel had accepted it, it was given up, or (history) a summary had told of it.';

create table signals (
    signal_id text primary key,
    kind      text not null,
    reason    text not null,
    subject   text not null,
    message   text not null,
    raised_at timestamptz not null
);
comment on table signals is 'What time or count alone brings about, written by the files in signals/. Inserting one raises its alert.';
comment on column signals.signal_id is 'Derived from what it speaks of: said once.';
comment on column signals.kind is 'Kind of the alert.';
comment on column signals.reason is 'Why, in words.';
comment on column signals.subject is 'Title of the alert.';
comment on column signals.message is 'Text of the alert.';
comment on column signals.raised_at is 'The run''s clock.';

create table deliveries (
    delivery_id text not null,
    try_number  integer not null,
    alert_id    text not null,
    channel     text not null,
    outcome     text not null check (outcome in ('delivered', 'failed')),
    reason      text not null,
    tried_at    timestamptz not null,
    primary key (delivery_id, try_number)
);
comment on table deliveries is 'Every try to deliver an alert to a channel.';
comment on column deliveries.delivery_id is 'Hash of alert and channel: the same on every try, and sent along.';
comment on column deliveries.try_number is 'From 1.';
comment on column deliveries.alert_id is 'The alert.';
comment on column deliveries.channel is 'The channel''s name, without secrets.';
comment on column deliveries.outcome is 'delivered: the channel accepted it; failed.';
comment on column deliveries.reason is 'Why it failed.';
comment on column deliveries.tried_at is 'The run''s clock.';
