from django.urls import path

from . import views

urlpatterns = [
    path("metrics/", views.page, name="hub_metrics"),
    path("metrics.csv", views.file, name="hub_metrics_file"),
]
