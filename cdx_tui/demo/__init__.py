"""Sample shares, and a service that responds for them as the API does.

`catalogue` names the sample tokens. `transport.DemoTransport` runs the service inside the process,
without a port; `python -m cdx_tui.demo` serves it over loopback HTTP.
"""
