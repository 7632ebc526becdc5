"""Judging learning: quizzes marked by the machine, hand-ins judged by people by a rubric, appeals."""
