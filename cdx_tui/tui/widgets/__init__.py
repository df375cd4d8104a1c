"""The widgets: attributes down, messages up. None knows the client or the app.

`share_panes.SharePanes` holds a share's panes: `resource_pane`, `resource_details` and
`schema.schema_viewer`. `text` holds views of rows of any number, `highlighting` colours schemas.
"""
