from django.dispatch import Signal

post_made = Signal()  # a post is there for others to read; sent with `post` when its transaction is through
