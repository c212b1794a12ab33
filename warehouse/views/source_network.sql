create or replace view source_network as
select
    cast(told.told_at as date) as published_on,
    told.outlet,
    origins.name as source,
    origins.kind,
    count(distinct origins.article_id) as article_count,
    count(distinct told.story_id) as story_count
from origins
join article_stories as told using (article_id)
where origins.kind != 'unnamed'
group by all;
comment on view source_network is 'Who cites whom: outlets and the sources their articles name, by day of publication in the session''s time zone.';
comment on column source_network.published_on is 'Day of publication; for undated articles, the day they were first seen.';
comment on column source_network.outlet is 'The outlet that cites.';
comment on column source_network.source is 'Whom: outlet, agency, body or person, in one spelling.';
comment on column source_network.kind is 'reporting source (reported it first), quoted body, speaker or reprint (the text is theirs).';
comment on column source_network.article_count is 'Articles that do.';
comment on column source_network.story_count is 'The same with each story counted once.';
