"""Anumodon: the offline approval workstation for a government office's social-media posts."""

NAME = "Anumodon"
VERSION = "0.1.0"
