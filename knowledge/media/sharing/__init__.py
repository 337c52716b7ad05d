"""Pictures that messengers and social networks show beside a link: one for each work and language."""
