"""Who received the guideline and who signed for it; hand-outs."""
