"""The reports page: the quarter's figures, earlier reports, what is to be done, and sums of many offices."""
