from django.urls import path

from . import invitations, views

urlpatterns = [
    path("<slug:key>/join/", views.join, name="hub_join"),
    path("<slug:key>/leave/", views.leave, name="hub_leave"),
    path("<slug:key>/members/", views.members, name="hub_members"),
    path("<slug:key>/members/<int:pk>/", views.act, name="hub_act"),
    path("<slug:key>/invite/", invitations.invite, name="hub_invite"),
    path("<slug:key>/invite/link/", invitations.link, name="hub_invite_link"),
    path("<slug:key>/invited/<str:token>/", invitations.invited, name="hub_invited"),
    path("<slug:key>/asked/<str:token>/", views.answer, name="hub_answer"),
]
