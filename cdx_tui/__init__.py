"""See what a Confluent Cloud Stream Sharing token shares, before anyone redeems it."""

__version__ = "0.1.0"
