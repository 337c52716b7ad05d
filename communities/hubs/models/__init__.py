from .date import Date
from .hub import Hub
from .invitation import Invitation
from .membership import Membership
from .pages import HubIndexPage, HubPage
from .pin import Pin

__all__ = ["Date", "Hub", "HubIndexPage", "HubPage", "Invitation", "Membership", "Pin"]
