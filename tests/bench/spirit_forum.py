"""A forum of django-spirit with as much in it as ours, measured by its own interpreter: `python spirit_forum.py`.

Stands in a project that `spirit startproject` made; the settings beside it are its own but for the database.
"""

import os
import sys
from pathlib import Path

sys.path[:0] = [str(Path.cwd()), str(Path(__file__).parent)]
os.environ["DJANGO_SETTINGS_MODULE"] = "forum.settings.bench"
Path("forum/settings/bench.py").write_text(
    "from .base import *\n"
    "SECRET_KEY = 'of a benchmark'\n"
    "ALLOWED_HOSTS = ['*']\n"
    "ST_SITE_URL = 'http://testserver/'\n"
    "DATABASES = {'default': {'ENGINE': 'django.db.backends.sqlite3', 'NAME': 'spirit.sqlite3'}}\n",
    encoding="utf-8",
)

import django  # noqa: E402

django.setup()

from django.contrib.auth import get_user_model  # noqa: E402
from django.core.management import call_command  # noqa: E402
from measuring import POSTS, THREADS, WORDS, print_costs  # noqa: E402
from spirit.category.models import Category  # noqa: E402
from spirit.comment.models import Comment  # noqa: E402
from spirit.topic.models import Topic  # noqa: E402

call_command("migrate", verbosity=0)
author = get_user_model().objects.create_user("author", "author@example.org", "not-a-secret")
category = Category.objects.create(title="Non-revenue water")
Topic.objects.bulk_create(
    Topic(user=author, category=category, title=f"Thread {number}", slug=f"thread-{number}", comment_count=POSTS)
    for number in range(THREADS)
)
topics = list(Topic.objects.order_by("pk"))
Comment.objects.bulk_create(
    (
        Comment(user=author, topic=topic, comment="We listen.", comment_html=WORDS)
        for topic in topics
        for _ in range(POSTS)
    ),
    batch_size=1_000,
)
print_costs({"threads": category.get_absolute_url(), "thread": topics[-1].get_absolute_url()})
