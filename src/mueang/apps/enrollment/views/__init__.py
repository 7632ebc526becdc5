"""Pages of the city's staff about learners: lists, one learner, entering people."""
