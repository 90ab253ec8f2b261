#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Sums what meson ran over the TAP lines of every program: "N passed, N failed, N skipped".

A program that crashed, ran out of time, or reported fewer tests than it announced has failed, even
if every line it wrote says ok. Exits with 1 if anything failed, or if nothing ran.

usage: count.py testlog.json
"""
import json
import re
import sys

LINE = re.compile(r'^(not )?ok\b[^#]*(#\s*(skip|todo))?', re.I)


def count_tap(text):
    """(passed, failed, skipped, announced) of the TAP in the text; announced is None without plan."""
    passed = failed = skipped = 0
    announced = None
    for line in text.splitlines():
        plan = re.match(r'1\.\.(\d+)(\s*#\s*skip)?', line, re.I)
        if plan:
            announced = int(plan.group(1))
            skipped += 1 if plan.group(2) else 0
            continue
        match = LINE.match(line)
        if not match:
            continue
        if (match.group(3) or '').lower() == 'skip':
            skipped += 1
        elif match.group(1) and (match.group(3) or '').lower() != 'todo':
            failed += 1
        else:
            passed += 1
    return passed, failed, skipped, announced


def count_program(entry):
    """(passed, failed, skipped) of one program that meson ran."""
    result = entry['result']
    text = entry.get('stdout') or ''
    passed, failed, skipped, announced = count_tap(text)
    if announced is None and not (passed or failed or skipped):  # a program without TAP
        return (int(result == 'OK'), int(result not in ('OK', 'SKIP')), int(result == 'SKIP'))
    missing = max(0, (announced or 0) - passed - failed - skipped)
    if announced is None or missing:
        failed += max(1, missing)
    elif result not in ('OK', 'SKIP', 'EXPECTEDFAIL') and not failed:
        failed += 1
    return passed, failed, skipped


def main():
    totals = [0, 0, 0]
    bad = []
    try:
        with open(sys.argv[1], encoding='utf-8') as log:
            entries = [json.loads(line) for line in log if line.strip()]
    except OSError:
        entries = []
    for entry in entries:
        counts = count_program(entry)
        totals = [total + count for total, count in zip(totals, counts)]
        if counts[1]:
            bad.append(f'  {entry["name"]}: {counts[1]} failed ({entry["result"].lower()})')
    if not entries:
        bad, totals[1] = ['  no test ran'], 1
    if bad:
        print('Failed:', *bad, sep='\n')
    print('{} passed, {} failed, {} skipped'.format(*totals))
    sys.exit(1 if totals[1] else 0)


if __name__ == '__main__':
    main()
