"""Sleep and screen saver as the tools of each system tell of them, in German and in English."""

import pytest

from kjc_desktop.machine import power, power_linux, power_macos, power_windows
from kjc_desktop.machine.power import Idle

XSET = """\
Keyboard Control:
  auto repeat:  on    key click percent:  0    LED mask:  00000000
  auto repeat delay:  660    repeat rate:  25
Screen Saver:
  prefer blanking:  yes    allow exposures:  yes
  timeout:  {timeout}    cycle:  600
Colors:
  default colormap:  0x20    BlackPixel:  0x0    WhitePixel:  0xffffff
DPMS (Display Power Management Signaling):
  Standby: {off}    Suspend: {off}    Off: {off}
  DPMS is {dpms}
"""


@pytest.mark.parametrize(
    ("timeout", "off", "dpms", "screen"),
    [
        (600, 900, "Enabled", 600),
        (0, 900, "Enabled\n  Monitor is On", 900),
        (0, 900, "Disabled", 0),
        (0, 0, "Enabled", 0),
    ],
)
def test_a_plain_desktop(timeout: int, off: int, dpms: str, screen: int) -> None:
    assert power_linux.of_xset(XSET.format(timeout=timeout, off=off, dpms=dpms)) == Idle(screen)


def test_a_display_that_does_not_answer() -> None:
    assert power_linux.of_xset('xset:  unable to open display ""\n') == Idle()


def test_gnome() -> None:
    assert power_linux.of_gnome("uint32 300\n", "'suspend'\n", "900\n") == Idle(300, 900)
    assert power_linux.of_gnome("uint32 0\n", "'nothing'\n", "900\n") == Idle(0, 0)
    assert power_linux.of_gnome("No such schema “org.gnome.desktop.session”\n", "", "") == Idle()


def test_kde() -> None:
    set_ = (
        "[AC][Display]\nTurnOffDisplayIdleTimeoutSec=600\nTurnOffDisplayWhenIdle=true\n\n"
        "[AC][SuspendAndShutdown]\nAutoSuspendAction=1\nAutoSuspendIdleTimeoutSec=1800\n\n"
        "[Battery][Display]\nTurnOffDisplayIdleTimeoutSec=60\n"
    )
    assert power_linux.of_kde(set_) == Idle(600, 1800)
    never = (
        "[AC][Display]\nTurnOffDisplayWhenIdle=false\n"
        "[AC][SuspendAndShutdown]\nAutoSuspendAction=0\n"
    )
    assert power_linux.of_kde(never) == Idle(0, 0)
    assert power_linux.of_kde("") == Idle()
    assert power_linux.of_kde("keine\n[Datei\n") == Idle()


@pytest.mark.parametrize(
    ("text", "idle"),
    [
        ('s "ignore"\nt 1800000000\ns ""\ns "suspend"\n', Idle(sleep=0, lid=True)),
        ('s "suspend"\nt 1800000000\ns "ignore"\ns "suspend"\n', Idle(sleep=1800, lid=False)),
        ("Failed to connect to bus: No such file or directory\n", Idle()),
        ("", Idle()),
    ],
)
def test_systemd(text: str, idle: Idle) -> None:
    assert power_linux.of_logind(text) == idle


POWERCFG = {
    "en": """\
Power Scheme GUID: 381b4222-f694-41f0-9685-ff5bb260df2e  (Balanced)
  GUID Alias: SCHEME_BALANCED
  Subgroup GUID: 238c9fa8-0aad-41ed-83f4-97be242c8f20  (Sleep)
    GUID Alias: SUB_SLEEP
    Power Setting GUID: 29f6c1db-86da-48c5-9fdb-f2b67b1f44da  (Sleep after)
      GUID Alias: STANDBYIDLE
      Minimum Possible Setting: 0x00000000
      Maximum Possible Setting: 0xffffffff
      Possible Settings increment: 0x00000001
      Possible Settings units: Seconds
    Current AC Power Setting Index: 0x00000708
    Current DC Power Setting Index: 0x00000384

""",
    "de": """\
GUID des Energieschemas: 381b4222-f694-41f0-9685-ff5bb260df2e  (Ausbalanciert)
  GUID-Alias: SCHEME_BALANCED
  GUID der Untergruppe: 238c9fa8-0aad-41ed-83f4-97be242c8f20  (Energie sparen)
    GUID-Alias: SUB_SLEEP
    GUID der Energieeinstellung: 29f6c1db-86da-48c5-9fdb-f2b67b1f44da  (Deaktivierung nach)
      GUID-Alias: STANDBYIDLE
      Mögliche Minimaleinstellung: 0x00000000
      Mögliche Maximaleinstellung: 0xffffffff
      Inkrement möglicher Einstellungen: 0x00000001
      Einheiten möglicher Einstellungen: Sekunden
    Index der aktuellen Wechselstromeinstellung: 0x00000708
    Index der aktuellen Gleichstromeinstellung: 0x00000384

""",
}


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_power_plan_of_windows(language: str, end: str) -> None:
    text = POWERCFG[language]
    assert power_windows.plugged_in(text.replace("\n", end)) == 1800
    assert power_windows.plugged_in(text.replace("0x00000708", "0x00000000")) == 0


def test_a_plan_without_that_setting() -> None:
    assert power_windows.plugged_in('Invalid Parameters -- try "/?" for help\n') is None


REGISTRY = """
HKEY_CURRENT_USER\\Control Panel\\Desktop
    ScreenSaveActive    REG_SZ    {active}
    ScreenSaveTimeOut    REG_SZ    600
{saver}    WallPaper    REG_SZ    C:\\Bilder\\a b.jpg
    UserPreferencesMask    REG_BINARY    9E1E078012000000

HKEY_CURRENT_USER\\Control Panel\\Desktop\\Colors
"""
BUBBLES = "    SCRNSAVE.EXE    REG_SZ    C:\\Windows\\system32\\Bubbles.scr\n"


@pytest.mark.parametrize(
    ("active", "saver", "seconds"), [("1", BUBBLES, 600), ("0", BUBBLES, 0), ("1", "", 0)]
)
def test_the_screen_saver_of_windows(active: str, saver: str, seconds: int) -> None:
    assert power_windows.of_registry(REGISTRY.format(active=active, saver=saver)) == seconds


def test_a_registry_that_does_not_answer() -> None:
    assert (
        power_windows.of_registry("FEHLER: Der Zugriff auf die Registrierung wurde verweigert.")
        is None
    )


PMSET = """\
System-wide power settings:
Currently in use:
 standby              1
 Sleep On Power Button 1
 hibernatefile        /var/vm/sleepimage
 powernap             1
 networkoversleep     0
 disksleep            10
 sleep                {sleep}
 hibernatemode        3
 displaysleep         {screen}
 tcpkeepalive         1
"""


def test_macos() -> None:
    prevented = PMSET.format(sleep="1 (sleep prevented by sharingd)", screen=10)
    assert power_macos.of_pmset(prevented) == Idle(600, 60)
    assert power_macos.of_pmset(PMSET.format(sleep=0, screen=0)) == Idle(0, 0)
    assert power_macos.of_pmset("") == Idle()
    assert power_macos.of_defaults("1200\n") == 1200
    missing = "The domain/default pair of (com.apple.screensaver, idleTime) does not exist\n"
    assert power_macos.of_defaults(missing) is None


def told(*idle: Idle) -> list[tuple[str, str, object]]:
    found = power.findings(idle)
    return [(each.name, each.state, each.values.get("minutes")) for each in found]


def test_the_soonest_counts() -> None:
    assert told(Idle(0, 0), Idle(600, None), Idle(300, 1800)) == [
        ("dark", "warning", 5),
        ("sleep", "warning", 30),
    ]


def test_never_is_only_what_somebody_says() -> None:
    assert told(Idle(0, None)) == [("dark_never", "well", None), ("sleep_unknown", "unknown", None)]
    assert told() == [("dark_unknown", "unknown", None), ("sleep_unknown", "unknown", None)]


def test_a_lid_is_told_where_there_is_one() -> None:
    assert told(Idle(0, 0, lid=True))[-1] == ("lid", "warning", None)
    assert told(Idle(0, 0, lid=False)) == told(Idle(0, 0))


def test_this_machine_can_be_asked() -> None:
    checks = [each.check for each in power.power()]
    assert checks[:2] == ["screensaver", "sleep"]
