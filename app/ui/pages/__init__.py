"""The pages of the main window besides the queue, and the first start."""
