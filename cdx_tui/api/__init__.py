"""The Confluent Cloud CDX API: its one operation, `POST /cdx/v1/shared-tokens:resources`.

`client.CdxClient.shared_resources` takes a token and returns a `models.Preview`, or raises one of
the errors that `errors` lists. `connection.Connection` says which server to ask, and how.

Data flow: `client` builds the request, `transport` carries it over `network`, `tls`, `proxies` and
`tunnel`, `content_coding` decompresses the body as it arrives, `json_body` and `decoding` read it
leniently, and `response_errors` or `connection_errors` turn a failure into a `CdxError`.
"""
