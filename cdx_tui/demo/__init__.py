"""Sample shares, and a service that answers for them as the API does."""
