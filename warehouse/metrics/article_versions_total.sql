-- Texts stored of them.
select count(*) as value from article_versions
