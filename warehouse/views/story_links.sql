-- Which articles are linked is found when they are stored; what they share is looked up for those alone.
create or replace view story_links as
with paired as (
    select
        case when mine.language < other.language then mine.story_id else other.story_id end as story_id,
        case when mine.language < other.language then other.story_id else mine.story_id end as other_story_id,
        max(strength) as strength,
        bool_or(coalesce(is_sure, false)) as is_sure
    from article_links as links
    join article_stories as mine on mine.article_id = links.article_id
    join article_stories as other on other.article_id = links.other_id
    where mine.story_id != other.story_id
    group by all
), told as (
    select
        story_id,
        min(told_at) as first_at,
        arg_min(language, (told_at, article_id)) as language
    from article_stories
    where story_id in (select story_id from paired union select other_story_id from paired)
    group by story_id
), said as (
    select distinct story_id, kind, case when kind = 'figure' then subject.split('|')[:2] else [subject] end as subject, value, words
    from article_facts join article_stories using (article_id)
    where kind in ('instrument', 'figure', 'official', 'date', 'place') and story_id in (select story_id from told)
        and (kind != 'date' or subject.split('/')[1] = subject.split('/')[2])  -- a month that both name is no tie
), shared as (
    select
        paired.story_id,
        paired.other_story_id,
        list(distinct mine.words order by mine.words) filter (where mine.kind != 'place') as shared,
        list(distinct mine.words order by mine.words) filter (where mine.kind = 'place') as places
    from paired
    join said as mine on mine.story_id = paired.story_id
    join said as other on other.story_id = paired.other_story_id and other.kind = mine.kind
        and other.subject = mine.subject and other.value = mine.value
    group by all
)
select
    paired.story_id,
    paired.other_story_id,
    one.language,
    another.language as other_language,
    strength,
    is_sure,
    coalesce(len(shared), 0) as shared_count,
    shared,
    places,
    one.first_at,
    another.first_at as other_first_at
from paired
join told as one on one.story_id = paired.story_id
join told as another on another.story_id = paired.other_story_id
left join shared on shared.story_id = paired.story_id and shared.other_story_id = paired.other_story_id;
comment on view story_links is 'Stories in two languages that tell one event. They are not joined, but what was told of the one holds back alerts of the other where that is sure.';
comment on column story_links.story_id is 'The story in the language that comes first in the alphabet.';
comment on column story_links.other_story_id is 'The story in the other.';
comment on column story_links.language is 'Language of the first.';
comment on column story_links.other_language is 'Language of the other.';
comment on column story_links.strength is 'How much of their marks their likest articles share, less for the time between them; at most 1.';
comment on column story_links.is_sure is 'Whether what was told of the one holds back alerts of the other.';
comment on column story_links.shared_count is 'Figures, days, laws and officials that both tell.';
comment on column story_links.shared is 'These, in the words of the first; null: none.';
comment on column story_links.places is 'Countries and blocs that both name, ISO 3166; null: none.';
comment on column story_links.first_at is 'When the one was told first.';
comment on column story_links.other_first_at is 'When the other was.';
