-- What each article of a story says that none before it said, and what corrections left nobody saying.
create or replace view story_facts as
with told as (
    select
        articles.story_id, facts.article_id, articles.outlet, facts.kind, facts.subject, facts.value, facts.words,
        coalesce(articles.published_at, articles.first_seen_at) as told_at
    from article_facts as facts
    join articles on articles.article_id = facts.article_id and articles.version = facts.version
), firsts as (
    select *
    from told
    qualify row_number() over (
        partition by story_id, kind, subject, value order by told_at, article_id) = 1
), gone as (
    select
        articles.story_id, facts.article_id, articles.outlet, later.seen_at as told_at, facts.kind, facts.subject,
        facts.words
    from article_facts as facts
    join articles on articles.article_id = facts.article_id and facts.version < articles.version
    join article_versions as later on later.article_id = facts.article_id and later.version = facts.version + 1
    anti join told
        on told.story_id = articles.story_id and told.kind = facts.kind and told.subject = facts.subject
    qualify row_number() over (
        partition by articles.story_id, facts.kind, facts.subject order by later.seen_at desc, facts.article_id) = 1
)
select
    story_id, article_id, outlet, told_at, kind, subject,
    case when row_number() over one = 1 then 'new' else 'changed' end as change,
    lag(words) over one as words_before,
    words
from firsts
window one as (partition by story_id, kind, subject order by told_at, article_id)
union all by name
select story_id, article_id, outlet, told_at, kind, subject, 'gone' as change, words as words_before, null as words
from gone;
comment on view story_facts is 'What each article of a story says that none before it said: facts new to the story or changed; and those that no article of it says any more.';
comment on column story_facts.story_id is 'The story.';
comment on column story_facts.article_id is 'The article that said it first; of what is gone, the one that was corrected.';
comment on column story_facts.outlet is 'Its outlet.';
comment on column story_facts.told_at is 'When it was published, else first seen; of what is gone, when the correction was.';
comment on column story_facts.kind is 'figure, date, instrument, official, stage, origin or place.';
comment on column story_facts.subject is 'What it is about.';
comment on column story_facts.change is 'new: the story had nothing on it; changed: it had another value; gone: a correction took it out and no other article says it.';
comment on column story_facts.words_before is 'What the story said of it before; null: nothing.';
comment on column story_facts.words is 'What this article says; null: nothing any more.';
