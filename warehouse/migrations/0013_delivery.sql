-- Messages that carry one or several alerts of a story, leases that expire, what holds an alert back, and what
-- the reader says of alerts.
alter table alerts add column message_id text;
alter table alerts add column dispatched_at timestamptz;
alter table alerts add column leased_until timestamptz;
alter table alerts add column held_by text;
alter table alerts add column dead_reason text;
comment on column alerts.message_id is 'The message it goes out with, together with others of its story that were due then; null: none yet.';
comment on column alerts.dispatched_at is 'Clock of the run that put it into its message.';
comment on column alerts.leased_until is 'From then on another sender may take it.';
comment on column alerts.held_by is 'What holds back an alert that was due: mute, or budget (its watch''s alerts a day); null: echo or history.';
comment on column alerts.dead_reason is 'Why it was given up.';

alter table deliveries add column message_id text;
alter table deliveries add column waited_seconds double;
comment on column deliveries.message_id is 'The message: alerts.message_id of every alert it carries.';
comment on column deliveries.waited_seconds is 'From the first entry seen to the message accepted; null: not accepted.';
comment on column deliveries.delivery_id is 'Hash of message and channel: the same on every try, and sent along.';
comment on column deliveries.alert_id is 'The alert that leads the message.';

create sequence said_numbers;
create table alert_marks (
    mark_number bigint primary key default nextval('said_numbers'),
    alert_id    text not null,
    mark        text not null check (mark in ('useful', 'noise')),
    marked_at   timestamptz not null
);
comment on table alert_marks is 'What the reader says of alerts; of one alert the newest word counts.';
comment on column alert_marks.mark_number is 'In the order in which it was said.';
comment on column alert_marks.alert_id is 'The alert.';
comment on column alert_marks.mark is 'useful or noise.';
comment on column alert_marks.marked_at is 'Clock of the workspace when it was said.';

create table mutes (
    mute_number bigint primary key default nextval('said_numbers'),
    subject     text not null check (subject in ('watch', 'story')),
    subject_id  text not null,
    until_at    timestamptz,
    muted_at    timestamptz not null
);
comment on table mutes is 'Watches and stories of which the reader wants no alerts; of one subject the newest word counts.';
comment on column mutes.mute_number is 'In the order in which it was said.';
comment on column mutes.subject is 'watch or story.';
comment on column mutes.subject_id is 'Name of the watch, or the story''s id.';
comment on column mutes.until_at is 'From then on alerts are sent again; null: never.';
comment on column mutes.muted_at is 'Clock of the workspace when it was said.';
