"""The screens: they own the state and the workers.

`main.MainScreen` is the app's first screen; `saved_share.SavedScreen` shows a share from disk. Both
are `share.ShareScreen`s, whose state is in `share_state`. `dialogs` holds the modal screens.
"""
