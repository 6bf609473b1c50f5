#!/usr/bin/env python3
"""Whom to call today, and how many promises come in the next two weeks: a script on --json."""

import json
import subprocess
import sys

run = subprocess.run(
    ["talent", "remind", "--ahead", "2w", "--json", *sys.argv[1:]],
    stdout=subprocess.PIPE,
    text=True,
    check=False,
)
answer = json.loads(run.stdout)
if answer["status"] == "error":
    sys.exit(answer["errors"][0]["text"])

for item in answer["data"]["due"]:
    contact = item["contact"]
    reach = contact["phone"] or contact["email"] or "?"
    print(f"{item['about']['name']} ({reach}): {item['reason']}")
print(f"{len(answer['data']['ahead'])} more within two weeks")
