"""Configuration: settings, credentials, the token's source, and what is remembered between runs.

`settings.load_settings` merges defaults, the configuration file, its profile and the command line;
`credentials.find_credentials` and `token.source.read_token` return secrets; `state.load_state`
and `state.save_state` keep conveniences. Nothing here imports httpx or Textual.

Data flow of the settings: `toml_file` parses, `tables` separates profiles and keys, `values`
converts each value, and `problems` collects what was ignored and why.
"""
