-- The last migration applied.
select max(number) as value from migrations
