"""The widgets: attributes down, messages up."""
