-- Runs, the newest first, with what they counted at each stage.
with newest as (
    from runs where $before_at is null or started_at < $before_at order by started_at desc limit $most
)
select newest.*, (
        select list({'stage': stage, 'outcome': outcome, 'item_count': item_count} order by stage, outcome) from (
            select stage, outcome, sum(item_count)::bigint as item_count from run_outcomes
            where run_outcomes.run_id = newest.run_id group by all)) as outcomes
from newest order by started_at desc;
