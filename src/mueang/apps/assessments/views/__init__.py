"""Pages of quizzes, hand-ins and their judging: the learner's, the assessor's, the office's."""
