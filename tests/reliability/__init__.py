"""What must hold of announcements whatever goes wrong: each arrives, once, and in order within its channel."""
