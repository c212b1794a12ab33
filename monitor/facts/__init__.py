"""What the sentences of an article say: dates ahead, figures, legal instruments, people and bodies, stages. Pure."""
