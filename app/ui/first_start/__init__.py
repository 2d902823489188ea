"""The first start: one short page for the office, its team and an account."""
