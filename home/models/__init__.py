from .home import HomePage
from .standard import StandardPage
from .withdrawal import Withdrawal

__all__ = ["HomePage", "StandardPage", "Withdrawal"]
