"""The web process in production. WEB_CONCURRENCY sets the number of processes, best one per core."""

import os
import tempfile
from select import select

from gunicorn.workers.gthread import ThreadWorker

from hub.settings.logs import log_lines


class Worker(ThreadWorker):
    """Told to stop, takes what already knocked and closes the door.

    Otherwise the system goes on accepting connections for it while requests under way are finished, and cuts them
    off in the end. Refused at once, the proxy brings them to the next process.
    """

    def set_accept_enabled(self, enabled):
        super().set_accept_enabled(enabled)
        if not self.alive:
            for listener in self.sockets:
                while select([listener], [], [], 0)[0]:
                    self.accept(listener)
                listener.close()


worker_class = Worker
wsgi_app = "hub.wsgi:application"
bind = "0.0.0.0:8000"
preload_app = True  # one copy in memory of what does not change, the dictionaries first of all
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
threads = 8  # most of them wait: for the database, for the search, for slow uploads
graceful_timeout = 30  # seconds that requests under way are given when the process is told to stop
worker_tmp_dir = "/dev/shm"  # a slow disk must not look like a process that hangs
control_socket_disable = True

# The site itself writes a line for each request (hub/middleware.py).
accesslog = None
logconfig_dict = log_lines("json")
logconfig_dict["loggers"]["gunicorn.error"]["propagate"] = True

# Counts of all processes together (hub/metrics.py); new files at each start.
if os.environ.get("METRICS_TOKEN"):
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = tempfile.mkdtemp(prefix="headwaters-metrics-")


def when_ready(server):
    """Pages that an older version kept in Redis name style sheets of its own: nobody shall get them."""
    from hub.pagecache import generation

    generation.renew()
