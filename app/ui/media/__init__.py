"""The archive page's view of images: each once, with the posts it stood in."""
