"""What `--help` says of each command, in many lines."""

from __future__ import annotations

DESCRIPTION = """\
Turns a spreadsheet of military units into one interactive map: a single HTML
file that opens in any browser, from disk, without the internet.
"""

START = """\
to start:
  Put a spreadsheet saved as units.csv into a folder. Its first line names the
  columns; name, lat and lon are enough:

    name,lat,lon
    1st Tank Battalion,48.57,39.31

  Then make the map of that folder and look at it:

    deploymap build myfolder --open

  All options: deploymap build --help
"""

BUILD_DESCRIPTION = """\
Makes the map of a folder and writes it as one HTML file. All files are
optional but the sheet of units, units.csv (or .xlsx, .ods, .geojson, .gpkg,
.kml, .gpx, .parquet); they are looked for in FOLDER/data, then in FOLDER.
Settings come from FOLDER/deploymap.toml if it is there; options go first.
"""

BUILD_EXAMPLES = """\
examples:
  deploymap build
      make the map of the folder you are in
  deploymap build myfolder --open
      make the map of myfolder and show it in the browser
  deploymap build january.csv --output january.html
      make the map of one sheet, under a name of its own

If a sheet has mistakes, all of them are listed as file:line: column: what is
wrong; no map is written, and the last one stays as it was.

exit status:
  0  the map is written
  1  the data has errors
  2  the command or the settings are wrong
"""

CHECK_DESCRIPTION = """\
Reads all files of a folder as build does, and lists what is wrong with them:
the cell, what was found, what was expected and what to try. Writes no map.
"""

CHECK_EXAMPLES = """\
examples:
  deploymap check
      list what is wrong with the map of the folder you are in
  deploymap check --units january.xlsx --explain
      also say how each column of january.xlsx was understood
  deploymap check --leaves
      also say what of the sheets everybody will read, and what stays out
  deploymap check --format github
      annotations for the lines of the files in a GitHub workflow

exit status:
  0  there are no errors
  1  the data has errors
  2  the command or the settings are wrong
"""

CONVERT_DESCRIPTION = """\
Writes a sheet of units, whatever its columns are called and however its cells
are written, as a clean CSV with the columns that deploymap knows.
"""

CONVERT_EXAMPLES = """\
examples:
  deploymap convert oldsheet.xlsx units.csv
  deploymap convert lagekarte.csv units.csv --column name=Verband
  deploymap convert units.csv units_wgs84.csv --crs EPSG:28406
"""

INIT_DESCRIPTION = """\
Makes FOLDER with units.csv, a clean copy of any sheet of units, and a
deploymap.toml that says in comments what was understood. Nothing that is there
already is changed.
"""

INIT_EXAMPLES = """\
examples:
  deploymap init myfolder oldsheet.xlsx
  deploymap build myfolder --open
"""


EDIT_DESCRIPTION = """\
Shows the map of a folder in the browser, from a server on this computer that
nobody else can reach. A unit that is dragged with the mouse is moved in the
sheet: its position changes there, and not one byte besides. When one of the
files is saved the page follows. Ctrl-C ends it.
"""

EDIT_EXAMPLES = """\
examples:
  deploymap edit
      edit the map of the folder you are in
  deploymap edit myfolder --no-open
      print the address, for a browser that you start yourself

A copy of the sheet as it was is kept in FOLDER/.deploymap/backups.
"""

APPLY_DESCRIPTION = """\
Makes the changes of a patch in the sheet of units: a CSV with the columns
id, column, old, new and note, one line for each cell. Prints what becomes of
each line; a line whose row or cell is not as it was when the patch was made is
left out. The rest of the sheet stays byte for byte; a copy of it as it was is
kept in FOLDER/.deploymap/backups.
"""

APPLY_EXAMPLES = """\
examples:
  deploymap apply patch.csv --dry-run
      say what would become of the sheet, and change nothing
  deploymap apply patch.csv myfolder
      change the sheet of myfolder

exit status:
  0  all lines are applied
  1  some lines do not fit, the others are applied
  2  the command or the settings are wrong
"""
