"""Looking things up on other people's servers, and reaching nothing that is not public."""
