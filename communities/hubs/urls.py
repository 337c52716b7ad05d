from django.urls import path

from . import views

urlpatterns = [
    path("<slug:key>/join/", views.join, name="hub_join"),
    path("<slug:key>/leave/", views.leave, name="hub_leave"),
]
