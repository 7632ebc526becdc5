"""Every performance claim: the peer and us, measured in one run."""
