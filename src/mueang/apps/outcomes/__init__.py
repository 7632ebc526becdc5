"""What came of learning: outcomes asked for and verified, and completers who pass on what they learned."""
