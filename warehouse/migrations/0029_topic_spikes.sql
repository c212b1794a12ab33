-- Spikes of topics, which are nobody's watch; and a switch for dates as they are added.
alter table signals add column topic text;
alter table alerts add column topic text;
comment on column signals.topic is 'The topic, if it is about one.';
comment on column alerts.topic is 'The topic, if it is about one and no watch''s.';
insert into alert_rules values
    ('topic_spike', 3, 'a topic has more stories in a day than so many deviations above its 28 days'),
    ('calendar_added', 0, 'a date ahead of a watched story is known for the first time');
