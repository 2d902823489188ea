"""Posts that stood on the pages before: what nobody approved, beside what was approved nearest to it."""
