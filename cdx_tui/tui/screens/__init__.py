"""The screens: they own the state and the workers."""
