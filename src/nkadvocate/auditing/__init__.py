"""Files held against what they should hold: read safely, searched for what they give away, and cleaned."""
