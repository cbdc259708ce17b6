"""/announce: what moderators announce."""
