from django.apps import AppConfig


class HubConfig(AppConfig):
    name = "hub"
    verbose_name = "Headwaters"

    def ready(self) -> None:
        from . import forgetting
        from .pagecache import signals  # noqa: F401

        forgetting.register()
