from django.urls import path

from .views import queue, reporting

POST = "hubs/<slug:key>/discussions/<int:pk>/posts/<int:post_pk>/"

urlpatterns = [
    path("hubs/<slug:key>/reports/", queue.queue, name="hub_reports"),
    path("hubs/<slug:key>/reports/<int:pk>/", queue.decide, name="decide_report"),
    path(f"{POST}report/", reporting.report_post, name="report_post"),
    path("people/<slug:public_id>/report/", reporting.report_person, name="report_person"),
    path("reports/<int:pk>/", queue.find, name="report"),
    path("reports/<int:pk>/warning/", queue.warning, name="warning"),
    path("reports/message/<int:pk>/", reporting.report_message, name="report_message"),
]
