"""The Confluent Cloud CDX API: its one operation, called and read leniently."""
