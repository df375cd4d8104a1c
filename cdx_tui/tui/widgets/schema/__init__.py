"""One schema on the screen: `schema_viewer.SchemaViewer`, with its source and its outline."""
