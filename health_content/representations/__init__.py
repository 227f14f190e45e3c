"""What an article becomes outside its page. Each form is made of an Edition."""
