-- What readers said in the page, as taken in from the inbox by the next writer: each change once.
create table said (
    change_id  text primary key,
    said_by    text not null,
    said_at    timestamptz not null,
    what       text not null check (what in ('mark', 'mute')),
    subject    text not null check (subject in ('alert', 'watch', 'story')),
    subject_id text not null,
    value      text not null
);
comment on table said is 'What readers said in the page of alerts, watches and stories: each change once, with who said it.';
comment on column said.change_id is 'Drawn by the page; the name of its file in inbox/.';
comment on column said.said_by is 'The account, or reader where none is needed.';
comment on column said.said_at is 'The page''s clock.';
comment on column said.what is 'mark or mute.';
comment on column said.subject is 'alert (of a mark), watch or story (of a mute).';
comment on column said.subject_id is 'Which one.';
comment on column said.value is 'useful or noise; of a mute its end, ISO 8601, or for ever.';
