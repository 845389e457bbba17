"""Makes those files of tests/corpus/ that are no plain UTF-8 text: run it after a change here.

    python tests/make_corpus.py

All but the SQLite and Parquet files come out alike everywhere; those carry their writer's version.
"""

from __future__ import annotations

import io
import json
import random
import sqlite3
import struct
import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

CORPUS = Path(__file__).parent / "corpus"

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
LINKS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
OPEN = "urn:oasis:names:tc:opendocument:xmlns:{}:1.0"
KML = "http://www.opengis.net/kml/2.2"
HEADER = ("name", "lat", "lon")
ROWS = [("1st Tank Battalion", 48.57, 39.31), ("2nd Rifle Company", 48.02, 37.8)]

REPEATED = ' table:number-columns-repeated="1000000"'

GERMAN = (
    "Einheit;Breite;Länge;Bemerkung\n1. Panzergrenadierbataillon;48,57;39,31;Überführt nach Süden\n"
)
POLISH = (
    "name;lat;lon;note\nŁódź;48,57;39,31;Zażółć gęślą jaźń\nŚwięty krzyż;48,02;37,80;pięć czołgów\n"
)
RUSSIAN = (
    "Название;Широта;Долгота;Примечание\n1-й танковый батальон;48,57;39,31;видели у моста\n"
    "2-я мотострелковая рота;48,02;37,80;в шахтёрском посёлке\n"
)
UKRAINIAN = (
    "Назва;Широта;Довгота;Примітка\n1-й танковий батальйон;48,57;39,31;бачили біля мосту\n"
    "2-га мотопіхотна рота;48,02;37,80;у шахтарському селищі, їх підтримує артилерія\n"
)
PLAIN = "name,lat,lon,note\n1st Tank Battalion,48.57,39.31,північ\n"

# days of a spreadsheet's calendar
DAY, NOON = 44573, 44573.5


def make_files() -> dict[str, bytes]:
    """Return all files by name."""
    return encoded() | workbooks() | maps() | columnar() | hostile()


def encoded() -> dict[str, bytes]:
    """Texts that are not in UTF-8, or in UTF-8 with a mark."""
    return {
        "encoding-utf8-bom.csv": PLAIN.encode("utf-8-sig"),
        "encoding-utf16-le.txt": b"\xff\xfe" + PLAIN.replace(",", "\t").encode("utf-16-le"),
        "encoding-utf16-be.csv": b"\xfe\xff" + PLAIN.encode("utf-16-be"),
        "encoding-utf32.csv": PLAIN.encode("utf-32"),
        "encoding-cp1251.csv": RUSSIAN.encode("cp1251"),
        "encoding-cp1251-ukrainian.csv": UKRAINIAN.encode("cp1251"),
        "encoding-cp1252.csv": GERMAN.encode("cp1252"),
        "encoding-cp1250.csv": POLISH.encode("cp1250"),
        "encoding-koi8.csv": RUSSIAN.encode("koi8-r"),
        "encoding-dos866.csv": RUSSIAN.encode("cp866"),
        "encoding-one-letter.csv": "name,lat,lon\nCafé,48.57,39.31\n".encode("cp1252"),
        "encoding-doubtful.csv": "name,lat,lon\nNovi\xe8,48.57,39.31\n".encode("latin-1"),
        "encoding-one-bad-byte.csv": PLAIN.encode() + b"2nd Rifle \xff Company,48.02,37.80,\n",
    }


def workbooks() -> dict[str, bytes]:
    """XLSX, ODS and XLS."""
    table = xlsx_rows([HEADER, *ROWS])
    dates = (
        row(1, *(text(f"{c}1", n) for c, n in zip("ABCDE", (*HEADER, "date", "id"), strict=True)))
        + row(2, text("A2", "serial"), number("B2", 48.57), number("C2", 39.31),
              number("D2", DAY, 1), text("E2", "007"))
        + row(3, text("A3", "noon"), number("B3", 48.02), number("C3", 37.8),
              number("D3", NOON, 2), text("E3", "1e5"))
        + row(4, text("A4", "as a number"), number("B4", 48.1), number("C4", 38),
              number("D4", DAY), text("E4", "NA"))
        + row(5, text("A5", "as text"), number("B5", 48.2), number("C5", 38.1),
              text("D5", "12 January 2022"), text("E5", "=1+1"))
    )  # fmt: skip
    faulty = (
        row(1, text("A1", "Southern group"))
        + row(3, *(text(f"{c}3", n) for c, n in zip("ABCD", (*HEADER, "sidc"), strict=True)))
        + row(4, text("A4", "lost digits"), number("B4", 48.57), number("C4", 39.31),
              number("D4", "1.0061000161205E+19"))
        + row(5, text("A5", "an error"), '<c r="B5" t="e"><v>#N/A</v></c>', number("C5", 37.8))
        + row(6, text("A6", "bad"), number("B6", 94.2), number("C6", 37.8), text("F6", "beyond"))
    )  # fmt: skip
    return {
        "format-one-sheet.xlsx": xlsx(("Sheet1", table)),
        "format-sheets.xlsx": xlsx(
            ("South", table),
            ("Sources", xlsx_rows([("url",), ("https://example.org",)])),
            ("Units 2022", xlsx_rows([HEADER, ("3rd Battery", 47.95, 38.01)])),
        ),
        "format-dates.xlsx": xlsx(("units", dates)),
        "format-faults.xlsx": xlsx(("units", faulty)),
        "format-as-shown.xlsx": xlsx(("units", shown()), ("drafts", shown()), hidden="drafts"),
        "format-links.xlsx": linked(),
        "format-no-cells.xlsx": xlsx(("units", "")),
        "format-cut-off.xlsx": xlsx(("units", table))[:-200],
        "format-table.ods": ods([("Units", [HEADER, *ROWS]), ("Notes", [("a",), ("b",)])]),
        "format-table.xls": xls([HEADER, *ROWS]),
        "format-word.docx": pack({"word/document.xml": "<w/>"}),
        "format-archive.zip": pack({"units.csv": "name,lat,lon\n"}),
    }


def linked() -> bytes:
    """A link that does not say its address, one that does, and a comment."""
    rows = [(*HEADER, "source"), (*ROWS[0], "BBC"), (*ROWS[1], "https://example.org")]
    after = "".join(f'<hyperlink ref="D{n}" r:id="l" xmlns:r="{OFFICE}"/>' for n in (2, 3))
    parts = {"l": ("hyperlink", "https://example.org"), "c": ("comments", "../comments1.xml")}
    said = '<comment ref="A3"><text><t>asked twice</t></text></comment>'
    said = f'<comments xmlns="{MAIN}"><commentList>{said}</commentList></comments>'
    more = {
        "xl/worksheets/_rels/s1.xml.rels": links(parts),
        "xl/comments1.xml": said,
    }
    table = ("", xlsx_rows(rows), f"<hyperlinks>{after}</hyperlinks>")
    return xlsx(("units", table), more=more)


def maps() -> dict[str, bytes]:
    """GeoPackages and a KMZ."""
    mark = (
        f'<kml xmlns="{KML}"><Placemark><name>1st Tank Battalion</name>'
        "<Point><coordinates>39.31,48.57</coordinates></Point></Placemark></kml>"
    )
    return {
        "format-packed.kmz": pack({"doc.kml": mark}),
        "format-one-layer.gpkg": geopackage({"units": [("1st Tank Battalion", 39.31, 48.57)]}),
        "format-layers.gpkg": geopackage(
            {"bases": [("Barracks", 38.0, 48.1)], "south": [("1st Tank Battalion", 39.31, 48.57)]}
        ),
    }


def columnar() -> dict[str, bytes]:
    """Parquet with columns of numbers and texts, and with points."""
    import pyarrow as pa

    names, lats, lons = zip(*ROWS, strict=True)
    plain = {"name": names, "lat": lats, "lon": lons, "troops": [500, None], "code": ["007", "NA"]}
    points = [point_wkb(lon, lat) for lat, lon in zip(lats, lons, strict=True)]
    geo = {
        "version": "1.0.0",
        "primary_column": "geometry",
        "columns": {"geometry": {"encoding": "WKB", "geometry_types": ["Point"]}},
    }
    located = pa.table({"name": names, "geometry": pa.array(points, pa.binary())})
    return {
        "format-columns.parquet": parquet(pa.table(plain)),
        "format-points.parquet": parquet(located.replace_schema_metadata({"geo": json.dumps(geo)})),
    }


def shown() -> tuple[str, str, str]:
    """Return a sheet that hides, merges, strikes out, counts and shortens what is in it."""
    head = ("name", "lat", "lon", "side", "date", "troops", "informant")
    rows = row(1, *(text(f"{letter}1", name) for letter, name in zip("ABCDEFG", head, strict=True)))
    for n in range(2, 7):
        cells = [text(f"A{n}", f"{n}th Battery"), number(f"B{n}", 48 + n / 10), number(f"C{n}", 39)]
        cells += [text(f"D{n}", "Blue")] if n == 2 else []
        cells += [number(f"E{n}", 44562, 4), number(f"F{n}", 100 * n), text(f"G{n}", "+380 11")]
        rows += row(n, *cells).replace("<row", '<row hidden="1"' if n == 6 else "<row")
    rows = rows.replace('<c r="F3" s="0"><v>300</v>', '<c r="F3"><f>SUM(F2)</f>')
    rows = rows.replace('<c r="F4" s="0"><v>400</v>', '<c r="F4" s="3"><v>44842</v>')
    rows = rows.replace('<c r="A5" t', '<c r="A5" s="5" t').replace("5th B", "Withdrawn b")
    for letter in "BCEFG":
        rows = rows.replace(f'<c r="{letter}5" s="0"', f'<c r="{letter}5" s="5"')
    columns = '<cols><col min="7" max="7" hidden="1"/></cols>'
    return columns, rows, '<mergeCells><mergeCell ref="D2:D5"/></mergeCells>'


def hostile() -> dict[str, bytes]:
    """Files that are made to do harm, as far as a small file can."""
    bomb = {"xl/worksheets/s1.xml": f'<worksheet xmlns="{MAIN}"><sheetData>' + " " * 12_000_000}
    return {
        "hostile-bomb.xlsx": xlsx(("units", ""), more=bomb, packed=True),
        "hostile-bomb.kmz": pack({"doc.kml": " " * 12_000_000}, packed=True),
        "hostile-far-cell.xlsx": xlsx(
            ("units", row(1, text("A1", "name")) + row(1048576, number("XFD1048576", 1)))
        ),
        "hostile-random.csv": random.Random(3).randbytes(2_000),
        "hostile-random.xlsx": b"PK\x03\x04" + random.Random(4).randbytes(2_000),
        "hostile-long-cell.ods": ods(
            [("units", [HEADER, ("@", 48.57, 39.31)])], more='<text:s text:c="150000"/>x'
        ),
        "hostile-repeated.ods": ods([("units", [HEADER, ("§", 48.57, 39.31)])]),
        "hostile-null-bytes.csv": b"name,lat,lon\n" + bytes(64) + b"\nA,48.57,39.31\n",
    }


def pack(members: dict[str, str], *, packed: bool = False) -> bytes:
    """Return a ZIP file, alike each time."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as out:
        for name, member in members.items():
            info = zipfile.ZipInfo(name, (2022, 1, 12, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED
            out.writestr(info, member)
    return file.getvalue()


def xlsx(
    *sheets: tuple[str, str],
    more: dict[str, str] | None = None,
    packed: bool = False,
    hidden: str = "",
) -> bytes:
    """Return a workbook of (name, rows as XML).

    Styles: 1 a date, 2 with a time, 3 as 8-Oct, 4 as Jan-22, 5 struck through.
    """
    names = "".join(
        f'<sheet name="{escape(name)}" sheetId="{n}" r:id="rId{n}"'
        + (' state="hidden"/>' if name == hidden else "/>")
        for n, (name, _) in enumerate(sheets, 1)
    )
    targets = {f"rId{n}": ("worksheet", f"worksheets/s{n}.xml") for n in range(1, len(sheets) + 1)}
    styles = "".join(f'<xf numFmtId="{form}"/>' for form in (0, 14, 22, 16, 17))
    styles += '<xf numFmtId="0" fontId="1"/>'
    members = {
        "[Content_Types].xml": f'<Types xmlns="{TYPES}"/>',
        "_rels/.rels": links({"rId1": ("officeDocument", "xl/workbook.xml")}),
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}">'
        f"<sheets>{names}</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": links({**targets, "st": ("styles", "styles.xml")}),
        "xl/styles.xml": f'<styleSheet xmlns="{MAIN}"><fonts><font/><font>'
        f"<strike/></font></fonts><cellXfs>{styles}</cellXfs></styleSheet>",
    }
    for n, (_, rows) in enumerate(sheets, 1):
        before, rows, after = rows if isinstance(rows, tuple) else ("", rows, "")
        data = f"{before}<sheetData>{rows}</sheetData>{after}"
        sheet = f'<worksheet xmlns="{MAIN}">{data}</worksheet>'
        members[f"xl/worksheets/s{n}.xml"] = sheet
    return pack(members | (more or {}), packed=packed)


def links(targets: dict[str, tuple[str, str]]) -> str:
    each = "".join(
        f'<Relationship Id="{name}" Type="{OFFICE}/{kind}" Target="{target}"/>'
        for name, (kind, target) in targets.items()
    )
    return f'<Relationships xmlns="{LINKS}">{each}</Relationships>'


def xlsx_rows(rows: list[tuple]) -> str:
    made = []
    for line, cells in enumerate(rows, 1):
        places = [f"{chr(65 + n)}{line}" for n in range(len(cells))]
        pairs = zip(places, cells, strict=True)
        made.append(row(line, *(text(*p) if isinstance(p[1], str) else number(*p) for p in pairs)))
    return "".join(made)


def text(place: str, words: str) -> str:
    return f'<c r="{place}" t="inlineStr"><is><t>{escape(words)}</t></is></c>'


def number(place: str, value: object, style: int = 0) -> str:
    return f'<c r="{place}" s="{style}"><v>{value}</v></c>'


def row(line: int, *cells: str) -> str:
    return f'<row r="{line}">{"".join(cells)}</row>'


def ods(tables: list[tuple[str, list[tuple]]], *, more: str = "") -> bytes:
    """Return an OpenDocument spreadsheet; `more` is the XML of the text @."""
    spaces = " ".join(f'xmlns:{n}="{OPEN.format(n)}"' for n in ("office", "table", "text"))
    body = ""
    for name, rows in tables:
        lines = "".join(
            f"<table:table-row>{''.join(map(ods_cell, r))}</table:table-row>" for r in rows
        )
        body += f'<table:table table:name="{name}">{lines}</table:table>'
    body = body.replace("<text:p>@", f"<text:p>{more}")
    body = body.replace('"string"><text:p>§', f'"string"{REPEATED}><text:p>long')
    return pack(
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "META-INF/manifest.xml": f'<m:manifest xmlns:m="{OPEN.format("manifest")}"/>',
            "content.xml": f"<office:document-content {spaces}><office:body><office:spreadsheet>"
            f"{body}</office:spreadsheet></office:body></office:document-content>",
        }
    )


def ods_row(cells: tuple) -> str:
    return f"<table:table-row>{''.join(map(ods_cell, cells))}</table:table-row>"


def ods_cell(value: str | float) -> str:
    kind = 'string"' if isinstance(value, str) else f'float" office:value="{value}"'
    return (
        f'<table:table-cell office:value-type="{kind}><text:p>{escape(str(value))}</text:p>'
        "</table:table-cell>"
    )


def xls(rows: list[tuple]) -> bytes:
    """Return a workbook as Excel 97 wrote them, [MS-XLS] in the container of [MS-CFB]."""
    cells = b""
    for line, values in enumerate(rows):
        for column, value in enumerate(values):
            at = struct.pack("<HHH", line, column, 0)
            if isinstance(value, str):
                words = struct.pack("<HB", len(value), 0) + value.encode("latin-1")
                cells += record(0x0204, at + words)
            else:
                cells += record(0x0203, at + struct.pack("<d", value))
    start = struct.pack("<HHHHII", 0x0600, 0x0005, 0, 0, 0, 0x0600)
    name = struct.pack("<BB", 5, 0) + b"Units"
    size = len(record(0x0809, start)) + len(record(0x0085, bytes(6) + name)) + len(record(0x000A))
    book = record(0x0809, start) + record(0x0085, struct.pack("<IH", size, 0) + name)
    sheet = record(0x0809, start[:2] + struct.pack("<H", 0x0010) + start[4:]) + cells
    return compound(book + record(0x000A) + sheet + record(0x000A))


def record(kind: int, data: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(data)) + data


def compound(stream: bytes) -> bytes:
    """Return a compound file with the one stream `Workbook`, of 4,096 bytes or a few more."""
    stream = stream.ljust(max(4096, -(-len(stream) // 512) * 512), b"\0")
    sectors = len(stream) // 512
    free, end = 0xFFFFFFFF, 0xFFFFFFFE
    chain = [0xFFFFFFFD, end, *range(3, sectors + 2), end]
    table = struct.pack("<128I", *chain, *[free] * (128 - len(chain)))
    header = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(16)
    header += struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    header += struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, end, 0, end, 0)
    header += struct.pack("<109I", 0, *[free] * 108)
    root = entry("Root Entry", 5, child=1, start=end, size=0)
    book = entry("Workbook", 2, child=free, start=2, size=len(stream))
    return header + table + root + book + entry("", 0, free, 0, 0) * 2 + stream


def entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
    free = 0xFFFFFFFF
    written = name.encode("utf-16-le") + b"\0\0" * bool(name)
    head = written.ljust(64, b"\0") + struct.pack("<HBB", len(written), kind, 1)
    return (
        head + struct.pack("<III", free, free, child) + bytes(36) + struct.pack("<IQ", start, size)
    )


def geopackage(layers: dict[str, list[tuple[str, float, float]]]) -> bytes:
    """Return a GeoPackage of layers of (name, lon, lat), https://www.geopackage.org/spec/."""
    base = sqlite3.connect(":memory:")
    base.executescript(
        "PRAGMA page_size=512; PRAGMA application_id=1196444487; PRAGMA user_version=10300;"
        "CREATE TABLE gpkg_spatial_ref_sys(srs_name TEXT NOT NULL, srs_id INTEGER PRIMARY KEY,"
        " organization TEXT NOT NULL, organization_coordsys_id INTEGER NOT NULL,"
        " definition TEXT NOT NULL, description TEXT);"
        "INSERT INTO gpkg_spatial_ref_sys VALUES('WGS 84',4326,'EPSG',4326,'GEOGCS[\"WGS 84\","
        'DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563]],PRIMEM["Greenwich",0],'
        'UNIT["degree",0.0174532925199433]]\',NULL);'
        "CREATE TABLE gpkg_contents(table_name TEXT PRIMARY KEY, data_type TEXT NOT NULL,"
        " identifier TEXT, description TEXT, last_change DATETIME NOT NULL, min_x DOUBLE,"
        " min_y DOUBLE, max_x DOUBLE, max_y DOUBLE, srs_id INTEGER);"
        "CREATE TABLE gpkg_geometry_columns(table_name TEXT NOT NULL, column_name TEXT NOT NULL,"
        " geometry_type_name TEXT NOT NULL, srs_id INTEGER NOT NULL, z TINYINT NOT NULL,"
        " m TINYINT NOT NULL);"
    )
    for layer, rows in layers.items():
        base.execute(f"CREATE TABLE {layer}(fid INTEGER PRIMARY KEY, geom POINT, name TEXT)")
        about = (layer, "features", layer, "2022-01-12T00:00:00.000Z", 4326)
        base.execute("INSERT INTO gpkg_contents VALUES(?,?,?,'',?,NULL,NULL,NULL,NULL,?)", about)
        base.execute(
            "INSERT INTO gpkg_geometry_columns VALUES(?,'geom','POINT',4326,0,0)", (layer,)
        )
        for name, lon, lat in rows:
            shape = b"GP\0\1" + struct.pack("<i", 4326) + point_wkb(lon, lat)
            base.execute(f"INSERT INTO {layer}(geom, name) VALUES(?,?)", (shape, name))
    base.commit()
    return base.serialize()


def point_wkb(x: float, y: float) -> bytes:
    return struct.pack("<BIdd", 1, 1, x, y)


def parquet(table: object) -> bytes:
    import pyarrow.parquet as pq

    file = io.BytesIO()
    pq.write_table(table, file, compression="none")
    return file.getvalue()


if __name__ == "__main__":
    for name, data in make_files().items():
        (CORPUS / name).write_bytes(data)
