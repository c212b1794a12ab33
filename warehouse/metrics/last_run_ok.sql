-- 1 if that run ended well or with errors that were told, 0 if it failed.
select (state != 'failed')::integer as value from runs where ended_at is not null order by started_at desc limit 1
