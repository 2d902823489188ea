"""The archive page's view of January's list: read post by post, ordered, carried out, certified."""
