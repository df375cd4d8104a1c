"""Loopback servers for the tests, independent of `cdx_tui.demo`: one conforming, one faulty."""
