"""What Linux and its desktops do without a key press: X11, GNOME, KDE, systemd-logind."""

import configparser
import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from kjc_desktop.machine.power import Idle
from kjc_desktop.machine.service import user_config_folder
from kjc_desktop.machine.tools import answer_of, text_of

_GNOME = ("GNOME", "Unity", "Budgie")
_GNOME_SCREEN = ("org.gnome.desktop.session", "idle-delay")
_GNOME_POWER = "org.gnome.settings-daemon.plugins.power"
_LOGIND = (
    "get-property",
    "org.freedesktop.login1",
    "/org/freedesktop/login1",
    "org.freedesktop.login1.Manager",
)
_LID = Path("/proc/acpi/button/lid")


def asked(environment: Mapping[str, str] = os.environ) -> Iterator[Idle]:
    """Ask everything that may decide on this desktop; yield what each says."""
    desktops = environment.get("XDG_CURRENT_DESKTOP", "").split(":")
    if environment.get("DISPLAY") and not environment.get("WAYLAND_DISPLAY"):
        yield of_xset(answer_of("xset", "q") or "")
    if any(each in _GNOME for each in desktops):
        yield of_gnome(
            _setting(*_GNOME_SCREEN),
            _setting(_GNOME_POWER, "sleep-inactive-ac-type"),
            _setting(_GNOME_POWER, "sleep-inactive-ac-timeout"),
        )
    if "KDE" in desktops:
        yield of_kde(text_of(user_config_folder() / "powerdevilrc") or "")
    named = ("IdleAction", "IdleActionUSec", "HandleLidSwitchExternalPower", "HandleLidSwitch")
    idle = of_logind(answer_of("busctl", *_LOGIND, *named) or "")
    yield idle if _LID.is_dir() else Idle(sleep=idle.sleep)


def _setting(schema: str, key: str) -> str:
    return answer_of("gsettings", "get", schema, key) or ""


def of_xset(text: str) -> Idle:
    """Read what `xset q` says of screen saver and power saving of the screen."""
    saver = re.search(r"^\s+timeout:\s+(\d+)\s", text, re.MULTILINE)
    if saver is None:
        return Idle()
    times = [int(saver[1])]
    if "DPMS is Enabled" in text:
        times += map(int, re.findall(r"(?:Standby|Suspend|Off): (\d+)", text))
    return Idle(screen=min((each for each in times if each), default=0))


def of_gnome(screen: str, action: str, timeout: str) -> Idle:
    """Read values as `gsettings get` writes them.

    Args:
        screen: such as `uint32 300`.
        action: such as `'suspend'`.
        timeout: such as `900`.
    """
    sleep = 0 if action.strip() == "'nothing'" else _number(timeout)
    return Idle(screen=_number(screen), sleep=sleep)


def of_kde(text: str) -> Idle:
    """Read KDE's `powerdevilrc`; what does not stand there is as KDE likes it, which varies."""
    file = configparser.ConfigParser(strict=False, interpolation=None)
    try:
        file.read_string(text)
    except configparser.Error:
        return Idle()
    screen, sleep = "AC][Display", "AC][SuspendAndShutdown"
    stays = file.get(screen, "TurnOffDisplayWhenIdle", fallback="") == "false"
    awake = file.get(sleep, "AutoSuspendAction", fallback="") == "0"
    return Idle(
        screen=0
        if stays
        else _number(file.get(screen, "TurnOffDisplayIdleTimeoutSec", fallback="")),
        sleep=0 if awake else _number(file.get(sleep, "AutoSuspendIdleTimeoutSec", fallback="")),
    )


def of_logind(text: str) -> Idle:
    """Read four properties of systemd-logind as `busctl get-property` writes them, a line each.

    They are IdleAction, IdleActionUSec, HandleLidSwitchExternalPower and HandleLidSwitch. The
    third is empty where the fourth counts.
    """
    found = re.findall(r'^[st] "?([^"\n]*)"?$', text, re.MULTILINE)
    if len(found) != 4 or not found[1].isdecimal():
        return Idle()
    action, after, powered, lid = found
    sleep = 0 if action == "ignore" else int(after) // 1_000_000
    return Idle(sleep=sleep, lid=(powered or lid) != "ignore")


def _number(text: str) -> int | None:
    found = re.search(r"(\d+)\s*$", text)
    return int(found[1]) if found else None
