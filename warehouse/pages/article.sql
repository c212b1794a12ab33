-- An article, whole.
select articles.*, articles.boilerplate::text as boilerplate_lines from articles where article_id = $article;
