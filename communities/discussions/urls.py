from django.urls import path

from .drafting import views as drafting
from .tidying import views as tidying
from .views import files, mails, posts, threads, translations, typing

urlpatterns = [
    path("", threads.listing, name="threads"),
    path("new/", threads.ask, name="thread_ask"),
    path("new/similar/", threads.similar, name="thread_similar"),
    path("people/", threads.people, name="thread_people"),
    path("preview/", typing.preview, name="post_preview"),
    path("files/<int:file_pk>/thumbnail/", files.waiting_thumbnail, name="waiting_thumbnail"),
    path("<int:pk>/", threads.read, name="thread"),
    path("<int:pk>/act/", threads.act, name="thread_act"),
    path("<int:pk>/mails/", mails.choose, name="thread_mails"),
    path("<int:pk>/people/", threads.who_did, name="thread_who_did"),
    path("<int:pk>/rename/", tidying.rename, name="thread_rename"),
    path("<int:pk>/move/", tidying.move, name="thread_move"),
    path("<int:pk>/merge/", tidying.merge, name="thread_merge"),
    path("<int:pk>/select/", tidying.select, name="thread_select"),
    path("<int:pk>/products/<int:product_pk>/", drafting.product, name="thread_product"),
    path("<int:pk>/posts/<int:post_pk>/", posts.find, name="post"),
    path("<int:pk>/posts/<int:post_pk>/edit/", posts.edit, name="post_edit"),
    path("<int:pk>/posts/<int:post_pk>/remove/", posts.removal, name="post_removal"),
    path("<int:pk>/posts/<int:post_pk>/history/", posts.history, name="post_history"),
    path("<int:pk>/posts/<int:post_pk>/files/<int:file_pk>/", files.whole, name="post_file"),
    path("<int:pk>/posts/<int:post_pk>/files/<int:file_pk>/thumbnail/", files.thumbnail, name="post_file_thumbnail"),
    path("<int:pk>/posts/<int:post_pk>/translate/", translations.ask, name="post_translate"),
    path("<int:pk>/posts/<int:post_pk>/translations/<slug:language>/", translations.edit, name="post_translation"),
    path("<int:pk>/posts/<int:post_pk>/act/", posts.act, name="post_act"),
]
