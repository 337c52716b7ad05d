from django.urls import path

from .views import dates, introduction, invitations, membership, pins, settings

urlpatterns = [
    path("<slug:key>/join/", membership.join, name="hub_join"),
    path("<slug:key>/leave/", membership.leave, name="hub_leave"),
    path("<slug:key>/members/", membership.members, name="hub_members"),
    path("<slug:key>/members/<int:pk>/", membership.act, name="hub_act"),
    path("<slug:key>/introduction/", introduction.introduce, name="hub_introduce"),
    path("<slug:key>/settings/", settings.change_settings, name="hub_settings"),
    path("<slug:key>/pin/", pins.pin, name="hub_pin"),
    path("<slug:key>/unpin/", pins.unpin, name="hub_unpin"),
    path("<slug:key>/dates/", dates.listing, name="hub_dates"),
    path("<slug:key>/dates/new/", dates.announce, name="hub_announce"),
    path("<slug:key>/dates/<int:pk>/change/", dates.change, name="hub_change_date"),
    path("<slug:key>/dates/<int:pk>/cancel/", dates.cancel, name="hub_cancel_date"),
    path("<slug:key>/dates/<int:pk>.ics", dates.calendar_file, name="hub_date_file"),
    path("<slug:key>/invite/", invitations.invite, name="hub_invite"),
    path("<slug:key>/invite/link/", invitations.link, name="hub_invite_link"),
    path("<slug:key>/invitations/<int:pk>/withdraw/", invitations.withdraw, name="hub_withdraw"),
    path("<slug:key>/invited/<str:token>/", invitations.invited, name="hub_invited"),
    path("<slug:key>/asked/<str:token>/", membership.answer, name="hub_answer"),
]
