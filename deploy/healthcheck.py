"""Fails unless the web process of this container answers: the image's HEALTHCHECK."""

import os
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

host = urlsplit(os.environ["BASE_URL"]).netloc  # any other name would be refused
urlopen(Request("http://127.0.0.1:8000/healthz", headers={"Host": host}), timeout=5)
