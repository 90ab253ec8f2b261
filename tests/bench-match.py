#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs bench-match, shows its tables, and draws how time grows with the number of members.

usage: bench-match.py BENCH-MATCH DRAWING.svg [full] [PART…]
"""
import math
import subprocess
import sys

WIDTH, HEIGHT, MARGIN = 640, 420, 60
COLOURS = {'rand': '#1c71d8', 'mix': '#c64600'}
LEAST = 0.0005


def read_growth(lines):
    """(family, members, seconds to the first plan, seconds) of the rows of the growth table."""
    is_growth = False
    for line in lines:
        words = line.split()
        if not words:
            is_growth = False
        elif words[0] == 'Growth,':
            is_growth = True
        elif is_growth and words[0] in COLOURS:
            yield words[0], int(words[1]), float(words[6]), float(words[7])


class Drawing:
    """Both axes are logarithmic."""

    def __init__(self, rows):
        self.sizes = sorted({row[1] for row in rows})
        times = [max(time, LEAST) for row in rows for time in row[2:]]
        self.x = (math.log10(self.sizes[0]), math.log10(max(self.sizes[-1], self.sizes[0] * 2)))
        self.y = (math.floor(math.log10(min(times))), math.ceil(math.log10(max(times)) + 1e-9))
        self.parts = []

    def place(self, members, seconds):
        across = (math.log10(members) - self.x[0]) / (self.x[1] - self.x[0])
        up = (math.log10(max(seconds, LEAST)) - self.y[0]) / max(self.y[1] - self.y[0], 1)
        return (MARGIN + across * (WIDTH - 2 * MARGIN), HEIGHT - MARGIN - up * (HEIGHT - 2 * MARGIN))

    def text(self, x, y, words, anchor='middle', colour='#333'):
        self.parts.append(f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="{colour}">'
                          f'{words}</text>')

    def line(self, x1, y1, x2, y2):
        self.parts.append(f'<path d="M{x1:.1f} {y1:.1f}L{x2:.1f} {y2:.1f}" stroke="#ccc"/>')

    def axes(self):
        for members in self.sizes:
            x, _ = self.place(members, LEAST)
            self.line(x, MARGIN, x, HEIGHT - MARGIN)
            self.text(x, HEIGHT - MARGIN + 18, f'{members}')
        for power in range(self.y[0], self.y[1] + 1):
            _, y = self.place(self.sizes[0], 10.0 ** power)
            self.line(MARGIN, y, WIDTH - MARGIN, y)
            self.text(MARGIN - 6, y + 4, f'{10.0 ** power:g} s', 'end')
        self.text(WIDTH / 2, HEIGHT - 16, 'members')

    def curve(self, points, colour, dashes, words):
        places = [self.place(*point) for point in points]
        path = 'L'.join(f'{x:.1f} {y:.1f}' for x, y in places)
        self.parts.append(f'<path d="M{path}" fill="none" stroke="{colour}" stroke-width="2" '
                          f'stroke-dasharray="{dashes}"/>')
        for x, y in places:
            self.parts.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{colour}"/>')
        self.text(places[-1][0] - 4, places[-1][1] - 8, words, 'end', colour)

    def write(self, path):
        with open(path, 'w', encoding='utf-8') as file:
            file.write(f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" '
                       f'font-family="sans-serif" font-size="12">\n'
                       f'<rect width="100%" height="100%" fill="white"/>\n'
                       + '\n'.join(self.parts) + '\n</svg>\n')


def main():
    program, path, *rest = sys.argv[1:]
    lines = []
    with subprocess.Popen([program, *rest], stdout=subprocess.PIPE, text=True) as bench:
        for line in bench.stdout:
            print(line, end='', flush=True)
            lines.append(line)
    if bench.returncode:
        sys.exit(bench.returncode)
    rows = list(read_growth(lines))
    if not rows:
        return
    drawing = Drawing(rows)
    drawing.axes()
    for family, colour in COLOURS.items():
        mine = [row for row in rows if row[0] == family]
        drawing.curve([(row[1], row[2]) for row in mine], colour, '5 4', f'{family}, first plan')
        drawing.curve([(row[1], row[3]) for row in mine], colour, '', f'{family}, end')
    drawing.write(path)
    print(f'\nGrowth is drawn in {path}')


if __name__ == '__main__':
    main()
