"""What a city did, with cost and result, and which city took it up."""
