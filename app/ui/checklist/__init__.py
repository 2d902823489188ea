"""The checklist of clause 6.1 on an account's page."""
