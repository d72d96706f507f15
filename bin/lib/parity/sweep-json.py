# SPDX-License-Identifier: Apache-2.0
# Reads the events of a sweep from standard input; ends with 1 unless they add up.
import collections
import json
import sys

events = [json.loads(line) for line in sys.stdin]
kinds = collections.Counter(event["event"] for event in events)
summary = events[-1]
targets = {event["target"]: event for event in events if event["event"] == "target"}
wrong = []


def expect(what, is_so):
    if not is_so:
        wrong.append(what)


expect("first and last event", events[0]["event"] == "start" and summary["event"] == "summary")
expect("a target event each", len(targets) == summary["targets"] == kinds["target"])
expect(
    "fates",
    summary["alive"] == sum(target["alive"] for target in targets.values())
    and summary["targets"] == summary["alive"] + summary["unreachable"] + summary["unresolved"],
)
expect(
    "identity",
    summary["transmitted"]
    == summary["received"] + summary["lost"] + summary["pending"] + summary["kernelDropped"],
)
expect("replies", kinds["reply"] == summary["received"])
expect("losses", kinds["lost"] == summary["lost"] + summary["kernelDropped"])
expect("transmitted", summary["transmitted"] == sum(t.get("transmitted", 0) for t in targets.values()))
for sentence in wrong:
    print("not as it should be:", sentence)
sys.exit(1 if wrong else 0)
