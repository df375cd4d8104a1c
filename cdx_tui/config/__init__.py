"""Settings, credentials and what the app remembers between runs."""
