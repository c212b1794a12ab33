-- What was not read, the newest first: pages by their last outcome, each with its feed and address.
select dispositions.at, feeds.name as feed, item, dispositions.outcome, dispositions.reason, entries.url
from dispositions
join entries on entries.entry_id = item_id
join feeds using (feed_id)
where stage = 'pages' and dispositions.outcome in ('deferred', 'rejected', 'failed')
order by dispositions.at desc, item_id
limit 100
