"""/cast, /director, /writer, /episode, /season, /next and /news."""
