"""What can be said about a share without a user interface.

Each module takes a `Preview` of the API: `listing` filters and sorts its resources, `readiness`
checks whether it can be used, `masking` hides contacts and IDs, `diff` compares two shares,
`export` and `saved` write and read one, and `redeem_command` builds the command that redeems its
token.
"""
