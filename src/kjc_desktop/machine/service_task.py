"""The unattended show as a task of Windows, begun when this user logs on."""

import os
import subprocess
from collections.abc import Sequence
from xml.sax.saxutils import escape

from kjc_desktop.machine.folders import state_folder
from kjc_desktop.machine.service import NAME, Service

# The elements of a task have a fixed order. PT0S is "as long as it takes".
_TASK = """\
<?xml version="1.0" encoding="UTF-16"?>
<Task version="1.2" xmlns="http://schemas.microsoft.com/windows/2004/02/mit/task">
  <Triggers>
    <LogonTrigger>
      <Enabled>true</Enabled>
      <UserId>{user}</UserId>
    </LogonTrigger>
  </Triggers>
  <Principals>
    <Principal id="Author">
      <UserId>{user}</UserId>
      <LogonType>InteractiveToken</LogonType>
      <RunLevel>LeastPrivilege</RunLevel>
    </Principal>
  </Principals>
  <Settings>
    <MultipleInstancesPolicy>IgnoreNew</MultipleInstancesPolicy>
    <DisallowStartIfOnBatteries>false</DisallowStartIfOnBatteries>
    <StopIfGoingOnBatteries>false</StopIfGoingOnBatteries>
    <AllowHardTerminate>true</AllowHardTerminate>
    <StartWhenAvailable>true</StartWhenAvailable>
    <Enabled>true</Enabled>
    <ExecutionTimeLimit>PT0S</ExecutionTimeLimit>
    <Priority>5</Priority>
    <RestartOnFailure>
      <Interval>PT1M</Interval>
      <Count>999</Count>
    </RestartOnFailure>
  </Settings>
  <Actions Context="Author">
    <Exec>
      <Command>{program}</Command>
      <Arguments>{arguments}</Arguments>
    </Exec>
  </Actions>
</Task>
"""


def task(command: Sequence[str]) -> Service:
    """Return the task that starts a command at the logon, and again a minute after it failed.

    Windows replaces `%NAME%` in a command by the variable of that name, and knows no way to
    write it otherwise: no folder may be called like a variable between percent signs.
    """
    path = state_folder() / f"{NAME}.xml"
    body = _TASK.format(
        user=escape(_user()),
        program=escape(command[0]),
        arguments=escape(subprocess.list2cmdline(command[1:])),
    )
    return Service(
        "task",
        path,
        body.replace("\n", "\r\n").encode("utf-16"),
        enable=(("schtasks", "/Create", "/TN", NAME, "/XML", str(path), "/F"),),
        disable=(("schtasks", "/End", "/TN", NAME), ("schtasks", "/Delete", "/TN", NAME, "/F")),
        now=("schtasks", "/Run", "/TN", NAME),
    )


def _user() -> str:
    """Return this user's name as Windows tells people of one name apart."""
    domain, name = os.environ.get("USERDOMAIN", ""), os.environ.get("USERNAME", "")
    return f"{domain}\\{name}" if domain else name
