from django.urls import path

from . import views

urlpatterns = [
    path("me/blocked/", views.blocked, name="people_blocked"),
    path("<slug:public_id>/contact/", views.contact, name="person_contact"),
    path("<slug:public_id>/block/", views.block, name="person_block"),
]
