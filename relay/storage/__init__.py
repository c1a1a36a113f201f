"""Where the relay keeps what it acknowledged; one interface, SQLite embedded."""
