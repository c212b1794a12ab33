"""When, how often and how patiently: Prefect, and nothing about news."""
