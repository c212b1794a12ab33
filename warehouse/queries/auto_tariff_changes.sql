-- Every change in the auto tariff rate, and who had it first.
select told_at, imposer, target, value_before, value, outlet, sentence
from figure_changes
where measure = 'tariff' and product = 'autos'
order by told_at
