import pytest, time, random, resource
from tests.commits import committed
from tests.factories import *
from search.sync import drain
from search.models import *
from knowledge.media.models import *

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("size", [2500, 20000])
def test_x(elasticsearch, size, settings):
    settings.TASKS_MODE = "worker"
    with committed():
        page = case_study()
    r = random.Random(1)
    words = ["".join(r.choices("abcdefghijklmnopqrstuvwxyz", k=7)) for _ in range(40000)]
    t = time.time()
    manual = document(pdf(["x"]))
    CustomDocument.objects.update(reading="read", read_hash="x", file_hash="x")
    DocumentPassage.objects.bulk_create(
        [
            DocumentPassage(document=manual, page=n + 1, text=" ".join(r.choices(words, k=size // 8)))
            for n in range(2000)
        ]
    )
    print(size, "made", time.time() - t)
    t = time.time()
    from search import sync

    orig = sync._index

    def timed(m):
        t = time.time()
        x = orig(m)
        print("index", time.time() - t, len(x))
        return x

    sync._index = timed
    with committed():
        page.files = [("file", manual)]
        page.save_revision().publish()
    sync._index = orig
    print("publish+build+index", time.time() - t, list(SearchMark.objects.values_list("error", flat=True)))
    rows = list(SearchEntry.objects.filter(key__contains=page.translation_key).values_list("part"))
    print(len(rows), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024, "MB")
    from django.test import Client

    for q in (words[5], words[7] + " " + words[8], "pump"):
        t = time.time()
        a = Client().get("/api/search", {"q": q}).json()
        print("es", a["engine"], a["total"], time.time() - t)
        from search.engines import breaker

        breaker.reset()
    settings.ELASTICSEARCH_URL = ""
    for q in (words[5], words[7] + " " + words[8], "pump"):
        t = time.time()
        a = Client().get("/api/search", {"q": q}).json()
        print("db", a["engine"], a["total"], time.time() - t)
    assert 0
