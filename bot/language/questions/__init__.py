"""Reading a question in words: from a text, and the names found in it, to what is asked.

Nothing is guessed. Each word of a question must be a word of the `vocabulary`, a place such as "season 2", or part of a
name on record; otherwise it was not understood. So a question about something that is not on record is never answered
with something that is.
"""
