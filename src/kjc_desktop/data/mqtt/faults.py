"""Says in plain words why a broker cannot be listened to."""

import ssl
from socket import gaierror

from kjc_desktop.data.snapshot import Problem
from kjc_desktop.deck.addresses import Broker


def connecting_problem(error: OSError | ValueError, broker: Broker) -> Problem:
    """Return why there is no connection to a broker."""
    host = broker.host
    if isinstance(error, ssl.SSLCertVerificationError):
        return Problem("mqtt_certificate", {"host": host})
    # A broker that is not asked in its own words simply hangs up.
    hung_up = broker.encrypted and isinstance(error, ConnectionResetError)
    if hung_up or isinstance(error, ssl.SSLError):
        return Problem("mqtt_encryption", {"host": host})
    if isinstance(error, ConnectionRefusedError):
        return Problem("mqtt_refused", {"host": host})
    # A name that cannot even be written for the question is no OSError.
    if isinstance(error, gaierror | ValueError):
        return Problem("mqtt_unknown_host", {"host": host})
    return Problem("mqtt_unreachable", {"host": host})


def refusal_problem(answer: str) -> Problem:
    """Return why a broker that was reached lets nobody in."""
    if answer in ("Bad user name or password", "Not authorized"):
        return Problem("mqtt_login")
    return Problem("mqtt_turned_away", {"words": answer})
