"""Small questionnaires: whom to ask, how they answer, and how sure the figures are."""
