-- What a feed brings of long past is history too, and what an established feed brings of a new one's history is none.
comment on column entries.is_history is 'Came with its feed''s first poll, or of long past with many others, and no established feed brought it within a day.';
comment on column articles.is_history is 'Came with its feed''s first poll, or of long past with many others, and no established feed brought it within a day.';
comment on column mentions.is_history is 'Found in what a new feed already held, or a feed brought of long past: stored, told in a summary, no alert of its own.';
comment on column alerts.is_history is 'Its mention is of the history of a feed (mentions.is_history).';
