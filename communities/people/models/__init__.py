from .profile import Profile
from .user import Person, User, validate_time_zone

__all__ = ["Person", "Profile", "User", "validate_time_zone"]
