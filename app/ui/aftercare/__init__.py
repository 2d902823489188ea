"""A published post's path, and the dialogs for what is done about it: proof, correction, taking it down."""
