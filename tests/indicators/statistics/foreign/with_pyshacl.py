"""Prints a line for each catalogue: its violations of the shapes in a folder, after a bar each.

Shapes that are named in the published file but not written out there (they have no path) are left out: they can't be
checked, and pyshacl refuses the whole file for them.
"""

import sys
from pathlib import Path

from pyshacl import validate
from rdflib import Graph, Namespace

SH = Namespace("http://www.w3.org/ns/shacl#")
shapes = Graph()
for file in sorted(Path(sys.argv[1]).glob("*.ttl")):
    shapes.parse(file)
for shape in set(shapes.objects(None, SH.property)):
    if (shape, SH.path, None) not in shapes:
        shapes.remove((None, SH.property, shape))
for name in sys.argv[2:]:
    _, report, _ = validate(Graph().parse(name), shacl_graph=shapes)
    found = [str(each) for each in report.objects(None, SH.resultMessage)]
    print("|".join([name, *found]).replace("\n", " "))
