"""A post's images by themselves: findings on them, and parts to be blurred."""
