"""How passphrases are judged and stretched."""
