-- What is due in the month to come.
select starts_on, ends_on, precision, what, article_count, moved_count, is_cancelled
from calendar
where starts_on between getvariable('today') and getvariable('today') + 31
order by starts_on, article_count desc
