"""What costs most in reading an article, compiled: its tokens, and which queries hold where. See README.md.

`tokens.pyx` and `engine.pyx` give what `tokens.py` and `engine.py` of the folder above give, which stand in for them
where there was no compiler; tests/match/test_match_native.py holds the two against each other.
"""
