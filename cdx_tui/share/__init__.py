"""What can be said about a share without a user interface.

Each module takes a `Preview` of the API or a part of it: `listing` filters and sorts its resources,
`listing_marks` marks those to look at, `subjects` groups their schemas, `locate` finds a field in
them, `readiness` checks whether it is ready to use, `compatibility` compares the newest version of
each subject with the one before it, `masking` hides contacts and IDs, `times` makes times relative,
`diff` compares two shares, `export` and `saved` write and read one, `dictionary` lists all its
fields (`field_filter` searches them, `field_csv` and `readme` write them), and `redeem_command`
builds the commands that redeem its token.
"""
