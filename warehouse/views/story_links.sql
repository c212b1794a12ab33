-- What two stories share is joined fact by fact, so only facts that few stories tell are looked at.
create or replace view story_links as
with told as (
    select distinct article_stories.story_id, article_stories.language, kind, subject, value, words
    from article_facts
    join article_stories using (article_id)
    where article_stories.language is not null and kind in ('instrument', 'figure', 'official', 'place')
), telling as (
    select * from told
    qualify count(distinct story_id) over (partition by kind, subject, value) <= if(kind = 'place', 1000, 20)
), times as (
    select story_id, min(told_at) as first_at from article_stories group by story_id
)
select
    one.story_id,
    other.story_id as other_story_id,
    any_value(one.language) as language,
    any_value(other.language) as other_language,
    count(distinct (one.kind, one.subject, one.value)) filter (where one.kind != 'place') as shared_count,
    list(distinct one.words order by one.words) filter (where one.kind != 'place') as shared,
    list(distinct one.subject order by one.subject) filter (where one.kind = 'place') as places,
    any_value(times.first_at) as first_at,
    any_value(other_times.first_at) as other_first_at
from telling as one
join telling as other on other.kind = one.kind and other.subject = one.subject and other.value = one.value
    and other.language > one.language and other.story_id != one.story_id
join times on times.story_id = one.story_id
join times as other_times on other_times.story_id = other.story_id
    and abs(epoch(other_times.first_at) - epoch(times.first_at)) <= 72 * 3600
group by one.story_id, other.story_id
having shared_count >= 2;
comment on view story_links is 'Stories in two languages that may be one event, as they share what few others tell; they are not joined.';
comment on column story_links.story_id is 'The story in the language that comes first in the alphabet.';
comment on column story_links.other_story_id is 'The story in the other.';
comment on column story_links.language is 'Language of the first.';
comment on column story_links.other_language is 'Language of the other.';
comment on column story_links.shared_count is 'Instruments, figures and officials that both tell and at most twenty stories do: two or more.';
comment on column story_links.shared is 'These, in the words of the first.';
comment on column story_links.places is 'Countries and blocs that both name, ISO 3166; null: none.';
comment on column story_links.first_at is 'When the first was told first.';
comment on column story_links.other_first_at is 'When the other was, within 72 hours of it.';
