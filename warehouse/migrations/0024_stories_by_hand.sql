-- Who joined and parted stories by hand, and from which story an article was taken.
alter table story_merges add column merged_by text;
comment on column story_merges.merged_by is 'Who joined them by hand; null: a report that tells of both did.';

alter table story_splits add column parted_from text;
comment on column story_splits.parted_from is 'The story it was of before: never joined again with story_id but by hand.';
alter table story_splits add column split_by text;
comment on column story_splits.split_by is 'Who parted them.';

-- A check cannot be widened: the table is made anew.
create table said_of_stories (
    change_id  text primary key,
    said_by    text not null,
    said_at    timestamptz not null,
    what       text not null check (what in ('mark', 'mute', 'join', 'split')),
    subject    text not null check (subject in ('alert', 'watch', 'story', 'article')),
    subject_id text not null,
    value      text not null
);
insert into said_of_stories select * from said;
drop table said;
alter table said_of_stories rename to said;
comment on table said is 'What readers said of alerts, watches, stories and articles while the writer was busy: each change once.';
comment on column said.change_id is 'Drawn where it was said; the name of its file in inbox/.';
comment on column said.said_by is 'The account, or reader where none is needed; of a command, its user.';
comment on column said.said_at is 'The clock where it was said.';
comment on column said.what is 'mark, mute, join or split.';
comment on column said.subject is 'alert (of a mark), watch or story (of a mute), story (of a join), article (of a split).';
comment on column said.subject_id is 'Which one; of a split the first article.';
comment on column said.value is 'useful or noise; of a mute its end, ISO 8601, or for ever; of a join the other story; of a split all articles.';
