from django.urls import path

from . import views

urlpatterns = [
    path("<slug:key>/join/", views.join, name="hub_join"),
    path("<slug:key>/leave/", views.leave, name="hub_leave"),
    path("<slug:key>/members/", views.members, name="hub_members"),
    path("<slug:key>/members/<int:pk>/", views.act, name="hub_act"),
    path("<slug:key>/asked/<str:token>/", views.answer, name="hub_answer"),
]
