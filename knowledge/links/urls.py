from django.urls import path

from . import views

app_name = "links"
urlpatterns = [
    path("broken/", views.BrokenLinksView.as_view(), name="broken"),
    path("broken/results/", views.BrokenLinksView.as_view(results_only=True), name="broken_results"),
    path("<int:pk>/check/", views.CheckAgainView.as_view(), name="check"),
    path("<int:pk>/ignore/", views.IgnoreView.as_view(), name="ignore"),
]
