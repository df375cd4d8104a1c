"""Sample records: a JSON value that fits a schema, for demonstrations.

`record.sample` is the entry point. Each format has a module that builds the value: `avro`,
`protobuf`, and `json_schema`, which searches for a value that meets all `constraints` and checks
each piece (`scalars`, `arrays`, `objects`) before it is taken. `plausible_values` guesses values
from field names.
"""
