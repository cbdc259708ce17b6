"""/feed: news from other sites."""
