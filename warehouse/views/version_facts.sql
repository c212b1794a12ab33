-- What changed between two versions of an article, told in facts.
create or replace view version_facts as
with pairs as (
    select article_id, version, lag(version) over (partition by article_id order by version) as version_before
    from (select distinct article_id, version from article_versions)
), now_said as (
    select pairs.article_id, pairs.version, facts.* exclude (article_id, version)
    from pairs join article_facts as facts using (article_id, version) where version_before is not null
), said_before as (
    select pairs.article_id, pairs.version, facts.* exclude (article_id, version)
    from pairs join article_facts as facts
        on facts.article_id = pairs.article_id and facts.version = pairs.version_before
)
select
    coalesce(now_said.article_id, said_before.article_id) as article_id,
    coalesce(now_said.version, said_before.version) as version,
    coalesce(now_said.kind, said_before.kind) as kind,
    case
        when said_before.kind is null then 'new'
        when now_said.kind is null then 'gone'
        else 'changed'
    end as change,
    coalesce(now_said.subject, said_before.subject) as subject,
    said_before.words as words_before,
    now_said.words as words
from now_said
full join said_before using (article_id, version, kind, subject)
where now_said.value is distinct from said_before.value;
comment on view version_facts is 'What changed between two versions of an article: each fact that is new, changed or gone.';
comment on column version_facts.article_id is 'The article.';
comment on column version_facts.version is 'The later version.';
comment on column version_facts.kind is 'figure, date, instrument, official, stage, origin or place.';
comment on column version_facts.change is 'new, changed or gone.';
comment on column version_facts.subject is 'What it is about.';
comment on column version_facts.words_before is 'What the version before said; null: nothing.';
comment on column version_facts.words is 'What this version says; null: nothing any more.';
