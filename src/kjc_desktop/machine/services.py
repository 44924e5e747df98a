"""Which service suits this machine, and which ones there are on it."""

import os
import sys
from collections.abc import Callable, Mapping, Sequence

from kjc_desktop.machine.service import Kind, Service
from kjc_desktop.machine.service_agent import agent
from kjc_desktop.machine.service_autostart import entry
from kjc_desktop.machine.service_task import task
from kjc_desktop.machine.service_unit import unit
from kjc_desktop.machine.tools import is_done

_MAKERS: dict[Kind, Callable[[Sequence[str]], Service]] = {
    "unit": unit,
    "autostart": entry,
    "agent": agent,
    "task": task,
}
_KINDS: dict[str, tuple[Kind, ...]] = {"win32": ("task",), "darwin": ("agent",)}
_ELSEWHERE: tuple[Kind, ...] = ("unit", "autostart")


def service(kind: Kind, command: Sequence[str]) -> Service:
    """Return what starts a command, as one kind of system wants it.

    Args:
        kind: what it is to be.
        command: a program's absolute path and its arguments.
    """
    return _MAKERS[kind](command)


def usual_kind(
    platform: str = sys.platform,
    environment: Mapping[str, str] = os.environ,
    done: Callable[..., bool] = is_done,
) -> Kind:
    """Return what suits this machine.

    A unit is best, as systemd starts it again whatever happens. But some desktops never tell
    systemd that they have started; there a unit would wait for ever.

    Args:
        platform: as Python names it.
        environment: of this program.
        done: lets a tool do something and tells whether it did.
    """
    if platform in _KINDS:
        return _KINDS[platform][0]
    if not done("systemctl", "--user", "show-environment"):
        return "autostart"
    started = done("systemctl", "--user", "is-active", "graphical-session.target")
    desktop = environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY")
    return "unit" if started or not desktop else "autostart"


def installed() -> list[Service]:
    """Return what there is of all that this program may have written on this machine."""
    found = (service(kind, ("",)) for kind in _KINDS.get(sys.platform, _ELSEWHERE))
    return [each for each in found if each.path.is_file()]
