from .consent import Consent
from .contact import Block, Message
from .profile import Profile
from .user import Person, User, validate_time_zone

__all__ = ["Block", "Consent", "Message", "Person", "Profile", "User", "validate_time_zone"]
