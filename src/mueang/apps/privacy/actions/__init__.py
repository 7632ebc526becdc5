"""Everything that privacy changes: answers, erasure, notices, breaches, rules of keeping, research exports."""
