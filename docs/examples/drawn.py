#!/usr/bin/env python3
"""A report as Chromium draws it in a window of 1280 pixels, without the scripts that drew it.

usage: docs/examples/drawn.py REPORT.html TO.html

The reports of this folder are such copies: the plotting library, which every report carries, is no code of this project.
Tables are still ordered by their headings; plots keep the size and the colours that they were drawn in, and so the page
keeps its light ones.
"""
import pathlib
import re
import subprocess
import sys
import tempfile

if len(sys.argv) != 3:
    sys.exit(__doc__)

report = pathlib.Path(sys.argv[1]).resolve()
with tempfile.TemporaryDirectory() as profile:
    page = subprocess.run(
        ['chromium', '--headless=new', '--no-sandbox', '--disable-gpu', '--disable-background-networking', '--no-first-run',
         '--user-data-dir=' + profile, '--virtual-time-budget=8000', '--window-size=1280,1600', '--dump-dom',
         report.as_uri()], check=True, capture_output=True, text=True).stdout

scripts = re.findall(r'<script\b.*?</script>', page, flags=re.S)
kept = [s for s in scripts if 'table.sortable' in s]
if '<svg' not in page or len(kept) != 1:
    sys.exit(f'expected a drawn report with one script for its tables, found {len(scripts)} scripts in {report}')

for script in scripts:
    if script not in kept:
        page = page.replace(script, '')

for of, made in ('color-scheme: light dark', 'color-scheme: light'), ('@media (prefers-color-scheme: dark)', '@media not all'):
    if of not in page:
        sys.exit(f'expected {of!r} in the style of {report}')
    page = page.replace(of, made)

pathlib.Path(sys.argv[2]).write_text(page)
