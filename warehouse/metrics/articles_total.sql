-- Articles stored.
select count(*) as value from articles
