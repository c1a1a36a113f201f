"""What can be put on paper: the recovery kit, one's card, what to do when numbers differ."""
