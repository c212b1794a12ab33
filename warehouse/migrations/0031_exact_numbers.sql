-- Numbers that hardly two articles have by chance.
alter table article_marks add column is_exact boolean;
comment on column article_marks.is_exact is 'Whether it is an amount of three digits or more, such as 20.56%, that few recent articles have.';
