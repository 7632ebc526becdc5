"""What is done for a child: concerns, cases, consent, plans, referrals, closures."""
