"""Names of the rules whose findings others treat in a way of their own. For those who run no check."""

from __future__ import annotations

OBSCENE = "photo.obscene"
NO_ALT_TEXT = "photo.no-alt-text"
# What is found of a person; each has the box of a face.
PEOPLE = ("photo.face", "photo.possible-face", "photo.drawn-face", "photo.portrait", "photo.personal")
# What speaks for an image: there is nothing in it to object to.
REASSURING = ("photo.office-name", "photo.logo-found", "photo.known-approved", "photo.known-dismissed")
REMEMBERED = (*PEOPLE, OBSCENE)  # their answers count wherever the image comes again
