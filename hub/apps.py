from django.apps import AppConfig


class HubConfig(AppConfig):
    name = "hub"
    verbose_name = "Headwaters"

    def ready(self) -> None:
        from .pagecache import signals  # noqa: F401
