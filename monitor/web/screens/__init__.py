"""One module a screen: what it asks the warehouse for, and what it shows. Decides nothing about news."""
