"""Where the rooms meet: settings, addresses, the look."""
