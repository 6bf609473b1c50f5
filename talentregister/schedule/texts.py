"""
What is written for each system: units, a crontab line, a property list, a task.

Pure functions of a plan; each quotes in its own way, because a name of a file
may hold a space, a quote or a percent sign.
"""

from __future__ import annotations

import shlex
from xml.sax.saxutils import escape

from talentregister.schedule.plan import DAILY, WORKDAYS, Plan

NAME = "talentregister-remind"
LABEL = "nl.talentregister.remind"
DESCRIPTION = "talentregister: whom to contact today"
# What says that a file or a line is ours.
MARK = "# talentregister schedule"
DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
LONG_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def service(plan: Plan) -> str:
    """The systemd unit that runs once."""
    variables = [f"Environment={_unit_word(f'{k}={v}')}" for k, v in plan.environment.items()]
    command = " ".join(_unit_word(word.replace("$", "$$")) for word in plan.command)
    lines = [
        MARK, "[Unit]", f"Description={DESCRIPTION}", "",
        "[Service]", "Type=oneshot", "UMask=0077", *variables, f"ExecStart={command}",
    ]  # fmt: skip
    return "\n".join(lines) + "\n"


def timer(plan: Plan) -> str:
    """The systemd timer; a run that was missed happens at the next start."""
    lines = [
        MARK, "[Unit]", f"Description={DESCRIPTION}", "",
        "[Timer]", f"OnCalendar={calendar(plan)}", "Persistent=true", "",
        "[Install]", "WantedBy=timers.target",
    ]  # fmt: skip
    return "\n".join(lines) + "\n"


def calendar(plan: Plan) -> str:
    """When, as systemd says it: `Mon..Fri *-*-* 08:30:00`."""
    days = {DAILY: "", WORKDAYS: "Mon..Fri "}.get(
        plan.days, ",".join(DAYS[day] for day in plan.days) + " "
    )
    return f"{days}*-*-* {plan.at}:00"


def crontab_line(plan: Plan) -> str:
    """One line for crontab, our mark behind it as a comment of the shell."""
    numbers = ",".join(str(number) for number in sorted((day + 1) % 7 for day in plan.days))
    days = {DAILY: "*", WORKDAYS: "1-5"}.get(plan.days, numbers)
    variables = [f"{key}={shlex.quote(value)}" for key, value in plan.environment.items()]
    command = " ".join([*variables, *map(shlex.quote, plan.command)])
    # cron makes a new line of a bare percent sign, quoted or not.
    escaped = command.replace("%", r"\%")
    return f"{plan.minute} {plan.hour} * * {days} {escaped} {MARK}"


def property_list(plan: Plan) -> bytes:
    """The launchd agent; asleep at the time, it runs on waking."""
    import plistlib  # one verb on one system

    moments = [
        {"Weekday": (day + 1) % 7, "Hour": plan.hour, "Minute": plan.minute} for day in plan.days
    ]
    agent = {
        "Label": LABEL,
        "ProgramArguments": list(plan.command),
        "EnvironmentVariables": dict(plan.environment),
        "StartCalendarInterval": moments,
        "Umask": 0o077,
        "ProcessType": "Background",
    }
    return plistlib.dumps(agent)


def task(plan: Plan) -> str:
    """The task of Windows; missed, it runs as soon as it can."""
    program, arguments = _windows_command(plan)
    days = "".join(f"<{LONG_DAYS[day]} />" for day in plan.days)
    return f"""<?xml version="1.0" encoding="UTF-16"?>
<Task version="1.2" xmlns="http://schemas.microsoft.com/windows/2004/02/mit/task">
  <RegistrationInfo><Description>{DESCRIPTION}</Description></RegistrationInfo>
  <Triggers>
    <CalendarTrigger>
      <StartBoundary>2026-01-01T{plan.at}:00</StartBoundary>
      <Enabled>true</Enabled>
      <ScheduleByWeek>
        <DaysOfWeek>{days}</DaysOfWeek>
        <WeeksInterval>1</WeeksInterval>
      </ScheduleByWeek>
    </CalendarTrigger>
  </Triggers>
  <Principals>
    <Principal id="Author">
      <LogonType>InteractiveToken</LogonType>
      <RunLevel>LeastPrivilege</RunLevel>
    </Principal>
  </Principals>
  <Settings>
    <MultipleInstancesPolicy>IgnoreNew</MultipleInstancesPolicy>
    <DisallowStartIfOnBatteries>false</DisallowStartIfOnBatteries>
    <StopIfGoingOnBatteries>false</StopIfGoingOnBatteries>
    <StartWhenAvailable>true</StartWhenAvailable>
  </Settings>
  <Actions Context="Author">
    <Exec>
      <Command>{escape(program)}</Command>
      <Arguments>{escape(arguments)}</Arguments>
    </Exec>
  </Actions>
</Task>
"""


def _windows_command(plan: Plan) -> tuple[str, str]:
    """Program and arguments; a task knows no variables, so the shell sets them."""
    from subprocess import list2cmdline

    if not plan.environment:
        return plan.command[0], list2cmdline(plan.command[1:])
    told = "".join(f'set "{key}={value}"&& ' for key, value in plan.environment.items())
    return "cmd.exe", f"/d /c {told}{list2cmdline(plan.command)}"


def _unit_word(word: str) -> str:
    """A word in a systemd unit."""
    plain = word.replace("%", "%%")
    if plain and all(letter.isalnum() or letter in "-_./=:,@+%$" for letter in plain):
        return plain
    escaped = plain.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
