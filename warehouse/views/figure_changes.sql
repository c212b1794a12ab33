-- Figures of one subject over time: every value when it was first told, with the value it replaces.
-- What replaces what is told by one sentence, by a correction, or, of what states set for one another, by time alone.
create or replace view figure_changes as
with said as (
    select
        figures.*, articles.outlet, articles.story_id, articles.version,
        coalesce(articles.published_at, articles.first_seen_at) as published_at
    from figures join articles using (article_id)
), revised as (
    select
        article_id, version, subject, value, found_at,
        lag(value) over one as value_before
    from article_facts semi join (select article_id from articles where version > 1) using (article_id)
    where kind = 'figure'
    window one as (partition by article_id, subject order by version)
), corrected as (
    select article_id, subject, value, max(found_at) as corrected_at, any_value(value_before) as value_before
    from revised
    where value_before != value
    group by article_id, subject, value
), told as (
    select
        said.* exclude (before, version, published_at),
        coalesce(said.before, try_cast(corrected.value_before as double)) as before,
        coalesce(corrected.corrected_at, said.published_at) as told_at
    from said
    left join corrected
        on said.version > 1
        and corrected.article_id = said.article_id
        and corrected.subject = concat_ws('|', unit, measure, coalesce(product, ''), coalesce(imposer, ''),
            coalesce(target, ''))
        and try_cast(corrected.value as double) = said.value
), firsts as (
    select *
    from told
    qualify row_number() over (
        partition by unit, measure, product, imposer, target, value, value_to order by told_at, article_id) = 1
), linked as (
    select *, lag(value) over one as known, lag(article_id) over one as known_from
    from firsts
    window one as (partition by unit, measure, product, imposer, target order by told_at, article_id)
), changes as (
    select *, before as value_before from told
    union all by name
    select * exclude (known, known_from), known as value_before
    from linked
    where before is null and known_from != article_id and value_to is null
        and measure in ('tariff', 'quota', 'defence cost')
        and target is not null and (imposer is not null or product is not null)
), telling as (
    -- Of what one article says of one change twice, the fuller: "tariff on Korean cars" before "the rate".
    select *
    from changes
    where value_before is not null and value_before != value
        and not exists (
            select 1 from changes as other
            where other.article_id = changes.article_id and other.measure = changes.measure
                and other.unit = changes.unit and other.value_before = changes.value_before
                and other.value = changes.value and other.value_to is not distinct from changes.value_to
                and coalesce(changes.product = other.product, changes.product is null)
                and coalesce(changes.imposer = other.imposer, changes.imposer is null)
                and coalesce(changes.target = other.target, changes.target is null)
                and (other.product is not null)::int + (other.imposer is not null)::int + (other.target is not null)::int
                    > (changes.product is not null)::int + (changes.imposer is not null)::int
                        + (changes.target is not null)::int)
)
select measure, product, imposer, target, unit, value_before, value, value_to, told_at, outlet, article_id, story_id,
    effective_on, sentence
from telling
qualify row_number() over (
    partition by unit, measure, product, imposer, target, value_before, value, value_to
    order by told_at, article_id) = 1;
comment on view figure_changes is 'Every change of a figure over time, and who had it first.';
comment on column figure_changes.measure is 'What is measured: tariff, investment, exports, ...';
comment on column figure_changes.product is 'Of what; null: not said.';
comment on column figure_changes.imposer is 'Place code of who imposes, pays or sells.';
comment on column figure_changes.target is 'Place code of whom it meets.';
comment on column figure_changes.unit is 'percent, a currency, tonnes, ...';
comment on column figure_changes.value_before is 'The value it replaces: as the sentence says or a correction; of a tariff, a quota or a cost of defence between two parties or on a product, else the one told before.';
comment on column figure_changes.value is 'The new value.';
comment on column figure_changes.value_to is 'Upper end of a range.';
comment on column figure_changes.told_at is 'When the new value was first told.';
comment on column figure_changes.outlet is 'Who had it first.';
comment on column figure_changes.article_id is 'The article.';
comment on column figure_changes.story_id is 'Its story.';
comment on column figure_changes.effective_on is 'Day it takes effect, where the sentence says so.';
comment on column figure_changes.sentence is 'The sentence that says so.';
