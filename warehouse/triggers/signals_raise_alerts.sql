-- A signal is an alert of its own.
create trigger signals_raise_alerts after insert on signals
referencing new table as fresh for each statement
insert into alerts (alert_id, kind, reason, subject, message, watch_id, story_id, article_id, rule_id, topic, raised_at,
    state)
select 's-' || signal_id, kind, reason, subject, message, watch_id, story_id, article_id, rule_id, topic, raised_at, 'due'
from fresh
