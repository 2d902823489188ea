"""A draft's life: every event, every version, and what each version changed."""
