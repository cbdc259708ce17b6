"""/cast, /director, /episode, /season and /news."""
