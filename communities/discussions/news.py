"""What people were told of a thread, wherever its posts stood then: it keeps to what the thread is now."""

from django.db.models import CharField, Q, Value
from django.db.models.functions import Cast, Concat

from communities.hubs.models import Hub
from communities.notifications.models import Notification
from communities.notifications.querysets import NotificationQuerySet
from communities.notifications.services import hand_over, retitle, take_back
from communities.notifications.wording import Word, in_every_language

from .models import Post, Thread
from .models.thread import NOT_SHOWN


def news_of(thread: Thread) -> NotificationQuerySet:
    """Of its posts, and of its question where it was brought to somebody."""
    names = thread.posts.order_by().values(name=Concat(Value("post:"), Cast("pk", CharField())))
    return Notification.objects.filter(Q(about__in=names) | Q(about=f"call:{thread.pk}"))


def title_for_news(thread: Thread) -> Word:
    return in_every_language(NOT_SHOWN) if thread.is_question_hidden else thread.title


def name_anew(thread: Thread) -> None:
    """The title in people's inboxes is the thread's, or none where that is not shown."""
    retitle(news=news_of(thread), title=title_for_news(thread))


def move_along(thread: Thread, to: Hub) -> None:
    """Before the thread itself is moved; what leads below its address, reports and drafts, goes along."""
    below = thread.get_absolute_url().split("/", 2)[2]
    hand_over(news=news_of(thread) | Notification.objects.filter(path__startswith=below), hub=to)


def join(old: Thread, new: Thread) -> None:
    """After the posts: whoever was asked about either question was asked about the one that is left."""
    asked = Notification.objects.filter(about=f"call:{old.pk}")
    asked.filter(user__in=Notification.objects.filter(about=f"call:{new.pk}").values("user")).delete()
    asked.update(about=f"call:{new.pk}")
    name_anew(new)


def hush(post: Post) -> None:
    """Who has not heard of it yet does not hear of it now that it is hidden."""
    take_back(news=Notification.objects.filter(about=f"post:{post.pk}"))
