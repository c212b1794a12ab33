-- Figures of one subject over time: every value when it was first told, with the value it replaces.
create or replace view figure_changes as
with told as (
    select
        figures.*, articles.outlet, articles.story_id,
        coalesce(articles.published_at, articles.first_seen_at) as told_at
    from figures join articles using (article_id)
), firsts as (
    select *
    from told
    qualify row_number() over (
        partition by unit, measure, product, imposer, target, value, value_to
        order by told_at, before is null, article_id) = 1
), linked as (
    select
        *,
        coalesce(before, lag(value) over (
            partition by unit, measure, product, imposer, target order by told_at, article_id)) as value_before
    from firsts
)
select measure, product, imposer, target, unit, value_before, value, value_to, told_at, outlet, article_id, story_id,
    effective_on, sentence
from linked
where value_before is not null and value_before != value;
comment on view figure_changes is 'Every change of a figure over time, and who had it first.';
comment on column figure_changes.measure is 'What is measured: tariff, investment, exports, ...';
comment on column figure_changes.product is 'Of what; null: not said.';
comment on column figure_changes.imposer is 'Place code of who imposes, pays or sells.';
comment on column figure_changes.target is 'Place code of whom it meets.';
comment on column figure_changes.unit is 'percent, a currency, tonnes, ...';
comment on column figure_changes.value_before is 'The value it replaces: as the sentence says, else the one told before.';
comment on column figure_changes.value is 'The new value.';
comment on column figure_changes.value_to is 'Upper end of a range.';
comment on column figure_changes.told_at is 'When the new value was first told.';
comment on column figure_changes.outlet is 'Who had it first.';
comment on column figure_changes.article_id is 'The article.';
comment on column figure_changes.story_id is 'Its story.';
comment on column figure_changes.effective_on is 'Day it takes effect, where the sentence says so.';
comment on column figure_changes.sentence is 'The sentence that says so.';
