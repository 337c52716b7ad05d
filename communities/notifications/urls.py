from django.urls import path

from . import views

urlpatterns = [
    path("", views.inbox, name="inbox"),
    path("<int:pk>/", views.open_one, name="open_notification"),
    path("read/", views.mark_all_read, name="mark_all_read"),
    path("mail/", views.preferences, name="mail_preferences"),
    path("mail/resume/", views.resume_mails, name="resume_mails"),
    path("mail/stop/<str:token>/", views.stop_mails, name="stop_mails"),
]
