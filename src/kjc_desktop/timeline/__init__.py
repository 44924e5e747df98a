"""Time as values: what a slide does by itself, where a show stands, and the picture that gives.

No clock and no Qt: every function here says what is on the screen at a time that it is told, in
any order, so that screen, export and tests ask the same question and get the same answer.
"""
