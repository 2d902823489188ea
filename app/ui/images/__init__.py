"""A post's images on screen: pictures decoded elsewhere, boxes of findings, signs of clips."""
