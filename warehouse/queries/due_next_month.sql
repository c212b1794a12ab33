-- What is due in the month to come, counted from the newest article.
select starts_on, ends_on, precision, what, article_count, moved_count
from calendar
where starts_on between (select max(last_seen_at)::date from calendar)
    and (select max(last_seen_at)::date + 31 from calendar)
order by starts_on, article_count desc
