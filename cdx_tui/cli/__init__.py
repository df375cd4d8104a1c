"""The subcommands, one module each with a `run`; only `explore`, the app itself, needs textual."""
