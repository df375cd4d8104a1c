"""What can be said about a share without a user interface.

Each module takes a `Preview` of the API or a part of it: `listing` filters and sorts its resources,
`subjects` groups their schemas, `search` finds names in all of it, `readiness` checks whether it is
ready to use, `masking` hides contacts and IDs, `times` makes times relative, `diff` compares two
shares, `export` and `saved` write and read one, `dictionary` lists all its fields (`field_filter`
searches them, `field_csv` and `readme` write them), and `redeem_command` builds the commands that
redeem its token.
"""
