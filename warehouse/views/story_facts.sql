-- What each article of a story says that none before it said.
create or replace view story_facts as
with told as (
    select
        articles.story_id, facts.article_id, articles.outlet, facts.kind, facts.subject, facts.value, facts.words,
        coalesce(articles.published_at, articles.first_seen_at) as told_at
    from article_facts as facts
    join articles on articles.article_id = facts.article_id and articles.version = facts.version
), placed as (
    select
        *,
        row_number() over same_value as value_place,
        first_value(words) over same_subject as first_words,
        row_number() over same_subject as subject_place
    from told
    window
        same_value as (partition by story_id, kind, subject, value order by told_at, article_id),
        same_subject as (partition by story_id, kind, subject order by told_at, article_id)
)
select
    story_id, article_id, outlet, told_at, kind, subject,
    case when subject_place = 1 then 'new' else 'changed' end as change,
    case when subject_place > 1 then first_words end as words_first,
    words
from placed
where value_place = 1;
comment on view story_facts is 'What each article of a story says that none before it said: facts new to the story, or changed.';
comment on column story_facts.story_id is 'The story.';
comment on column story_facts.article_id is 'The article that said it first.';
comment on column story_facts.outlet is 'Its outlet.';
comment on column story_facts.told_at is 'When it was published, else first seen.';
comment on column story_facts.kind is 'figure, date, instrument, official, stage, origin or place.';
comment on column story_facts.subject is 'What it is about.';
comment on column story_facts.change is 'new: the story had nothing on it; changed: it had another value.';
comment on column story_facts.words_first is 'What the story said of it first; null: nothing.';
comment on column story_facts.words is 'What this article says.';
