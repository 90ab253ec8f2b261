#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Prints what is in a workbook or another zip archive, as a program that is not ours reads it.

usage: sheets.py FILE

A workbook: of each cell its address, its type ("s" text, "n" number, "f" formula), its number format
and its value. Any other archive: the names of its files and their sizes.
"""
import sys
import xml.etree.ElementTree as ElementTree
import zipfile

SPACE = '{http://schemas.openxmlformats.org/spreadsheetml/2006/main}'
BUILT_IN = {'0': 'General', '1': '0', '2': '0.00'}


def texts(book):
    if 'xl/sharedStrings.xml' not in book.namelist():
        return []
    root = ElementTree.fromstring(book.read('xl/sharedStrings.xml'))
    return [''.join(part.text or '' for part in item.iter(SPACE + 't'))
            for item in root.iter(SPACE + 'si')]


def formats(book):
    root = ElementTree.fromstring(book.read('xl/styles.xml'))
    own = {item.get('numFmtId'): item.get('formatCode') for item in root.iter(SPACE + 'numFmt')}
    cells = root.find(SPACE + 'cellXfs')
    return [own.get(item.get('numFmtId'), BUILT_IN.get(item.get('numFmtId'), '?'))
            for item in cells]


def print_sheet(book, name, number, shared, styles):
    print(f'sheet {name}')
    root = ElementTree.fromstring(book.read(f'xl/worksheets/sheet{number}.xml'))
    for cell in root.iter(SPACE + 'c'):
        value = cell.find(SPACE + 'v')
        formula = cell.find(SPACE + 'f')
        text = '' if value is None else value.text
        kind = 'n'
        if cell.get('t') == 's':
            kind, text = 's', shared[int(text)]
        if formula is not None:
            kind, text = 'f', f'{formula.text} {text}'
        style = styles[int(cell.get('s', '0'))] if kind != 's' else ''
        print(f'{cell.get("r")} {kind} {style} {text}'.replace('  ', ' ').rstrip())


def main(path):
    with zipfile.ZipFile(path) as book:
        assert book.testzip() is None
        if 'xl/workbook.xml' not in book.namelist():
            for item in book.infolist():
                print(item.filename, item.file_size)
            return
        shared, styles = texts(book), formats(book)
        root = ElementTree.fromstring(book.read('xl/workbook.xml'))
        for number, sheet in enumerate(root.iter(SPACE + 'sheet'), 1):
            print_sheet(book, sheet.get('name'), number, shared, styles)


main(sys.argv[1])
