#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Usage: … | valid.sh   judges JSON lines of ping by its schema: start first, summary last
/usr/bin/python3 -c '
import json, sys, jsonschema
validator = jsonschema.Draft202012Validator(json.load(open(sys.argv[1])))
events = [json.loads(line) for line in sys.stdin]
for event in events:
    validator.validate(event)
assert events[0]["event"] == "start" and events[-1]["event"] == "summary", events
print(len(events), "valid events")
' "$(dirname "$0")/../../../docs/schema/ping.schema.json"
