"""The door through which every agency's figures come in: score cards out, returns in, checks, receipts."""
