"""The Textual app: `app.CdxApp`, its `screens`, their `widgets`, and what serves them.

Screens hold the state and run the workers; widgets are handed it by data binding and post
messages. `bindings` serves the help, the palette and the key hints. `driver` talks to the terminal,
`shutdown` ends the app in every case, `startup` says what waits for the first paint, and
`start.tcss`, `app.tcss` and `dialogs.tcss` hold all styles.
"""
