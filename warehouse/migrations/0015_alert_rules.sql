-- By what alerts are raised: the owner's rules, copied at each run, and the one that raised each alert.
create table alert_rules (
    rule_id     text primary key,
    setting     double not null,
    description text not null
);
comment on table alert_rules is 'The rules of [alerts.rules] in monitor.toml, copied at each run.';
comment on column alert_rules.rule_id is 'Its name in monitor.toml.';
comment on column alert_rules.setting is '0: off; 1: on; else its threshold or number of days.';
comment on column alert_rules.description is 'What it does.';
insert into alert_rules values
    ('figure_changed', 1, 'a figure has another value than the story had'),
    ('figure_new', 1, 'headline or lead give a figure that is new to the story'),
    ('date', 1, 'headline or lead give a date that is new to the story'),
    ('instrument', 1, 'headline or lead name a law, order or case that is new to the story'),
    ('official', 0, 'headline or lead name an official who is new to the story'),
    ('place', 0, 'headline or lead name a country that is new to the story'),
    ('stage', 1, 'the issue has come to another stage than the story told'),
    ('origins', 3, 'the story rests on so many independent origins'),
    ('spike', 3, 'a watch finds more stories in a day than so many standard deviations above its 28 days before'),
    ('silence_days', 14, 'a watch that used to find something has found nothing for so many days'),
    ('first', 1, 'an outlet or country is new to a watch that is a month old'),
    ('calendar', 1, 'a date of a watched story is moved, or passes without coverage'),
    ('calendar_days', 3, 'a date of a watched story is so many days off');

alter table alerts add column rule_id text;
comment on column alerts.rule_id is 'The rule of alert_rules that made it an update or raised it; null: a new story, a correction, an echo or a summary.';

alter table signals add column watch_id text;
alter table signals add column story_id text;
alter table signals add column article_id text;
alter table signals add column rule_id text;
comment on column signals.watch_id is 'The watch, if it is about one.';
comment on column signals.story_id is 'The story, if it is about one.';
comment on column signals.article_id is 'The article that set it off, if one did.';
comment on column signals.rule_id is 'The rule of alert_rules that raised it.';
