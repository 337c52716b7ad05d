from .hub import Hub
from .membership import Membership
from .pages import HubIndexPage, HubPage

__all__ = ["Hub", "HubIndexPage", "HubPage", "Membership"]
