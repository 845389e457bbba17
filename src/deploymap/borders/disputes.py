"""What a map has to say of the borders that ship with deploymap, where it shows them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

Box = tuple[float, float, float, float]


class Dispute(NamedTuple):
    """Words on a border, with their source, and where it has to be in view for them: W, S, E, N."""

    words: str
    box: Box


# what there is to say about the border file that ships with deploymap
PACKAGED_POLICY = (
    "Borders are drawn as United Nations General Assembly resolution 68/262 of 27 March 2014 "
    "upholds them: Crimea and Sevastopol are part of Ukraine. Natural Earth, from which the "
    "outlines come, draws them with Russia; they were moved.",
    "The de facto line north of Crimea shows where Russian control began on the ground. "
    "It is no border, and drawing it takes no side.",
    "The line of contact is that of January 2022, and approximate: it may be off by 5 km, between "
    "Styla and Hranitne by 15 km.",
)
# the region by its code, or the kind of line, that the map has to show for each paragraph
PACKAGED_TOPICS = ("UA-43", "de_facto_line", "line_of_contact")

GENERAL = (
    "Land and borders are those of Natural Earth (public domain). A dashed line is disputed: it "
    "shows who holds what on the ground, or who claims it, and takes no side."
)
DISPUTES = (
    Dispute(
        "Crimea and Sevastopol are drawn as part of Ukraine, as United Nations General Assembly "
        "resolution 68/262 of 27 March 2014 upholds its borders; Russia has held them since 2014.",
        (32.4, 44.3, 36.7, 46.3),
    ),
    Dispute(
        "Kashmir: India, Pakistan and China each hold a part and claim more of it; the dashed line "
        "is the line of control of 1972 (UN Security Council resolution 47; Simla Agreement).",
        (72.5, 32.2, 80.4, 37.1),
    ),
    Dispute(
        "Aksai Chin is held by China and claimed by India (India-China agreement on the line of "
        "actual control, 7 September 1993).",
        (77.8, 33.0, 80.6, 35.9),
    ),
    Dispute(
        "Arunachal Pradesh is held by India, and most of it is claimed by China (India-China "
        "agreement on the line of actual control, 7 September 1993).",
        (91.5, 26.6, 97.5, 29.5),
    ),
    Dispute(
        "Taiwan is governed by the Republic of China and claimed by the People's Republic of China "
        "(UN General Assembly resolution 2758).",
        (118.0, 21.7, 122.2, 26.5),
    ),
    Dispute(
        "South China Sea: the Spratly and Paracel islands are claimed, in whole or in part, by "
        "China, Taiwan, Vietnam, the Philippines, Malaysia and Brunei (Permanent Court of "
        "Arbitration, case 2013-19).",
        (109.0, 6.0, 118.5, 17.5),
    ),
    Dispute(
        "The Senkaku (Diaoyu) islands are held by Japan and claimed by China and Taiwan (Natural "
        "Earth, disputed areas).",
        (123.3, 25.6, 124.7, 26.0),
    ),
    Dispute(
        "The southern Kuril islands are held by Russia and claimed by Japan (Natural Earth, "
        "disputed areas).",
        (145.3, 43.3, 149.0, 45.6),
    ),
    Dispute(
        "The border of North and South Korea is the demarcation line of the armistice of 27 July "
        "1953.",
        (126.0, 37.6, 128.5, 38.7),
    ),
    Dispute(
        "Western Sahara is a non-self-governing territory (UN General Assembly resolution 34/37); "
        "Morocco holds most of it, and the dashed line is the territory's northern border.",
        (-17.2, 20.7, -8.6, 27.7),
    ),
    Dispute(
        "The Golan Heights are held by Israel, whose annexation UN Security Council resolution 497 "
        "calls null and void.",
        (35.6, 32.6, 35.95, 33.4),
    ),
    Dispute(
        "The West Bank and Gaza are drawn as Palestine; the dashed line is that of the armistice "
        "of 1949 (UN Security Council resolutions 242 and 2334).",
        (34.2, 31.2, 35.6, 32.6),
    ),
    Dispute(
        "Northern Cyprus is drawn as part of Cyprus (UN Security Council resolution 541); the "
        "dashed lines are those between which the United Nations stand since 1974.",
        (32.5, 34.9, 34.6, 35.7),
    ),
    Dispute(
        "Kosovo is drawn by itself; Serbia does not recognise its independence of 2008 (UN "
        "Security Council resolution 1244; International Court of Justice, 22 July 2010).",
        (20.0, 41.8, 21.8, 43.3),
    ),
    Dispute(
        "Abkhazia and South Ossetia are drawn as part of Georgia, behind dashed lines; Russian and "
        "local forces hold them (UN General Assembly resolution 62/249).",
        (40.0, 41.9, 44.8, 43.6),
    ),
    Dispute(
        "Transnistria is drawn as part of Moldova, behind a dashed line (UN General Assembly "
        "resolution 72/282).",
        (28.5, 46.4, 30.2, 48.2),
    ),
    Dispute(
        "Somaliland is drawn as part of Somalia, behind a dashed line (UN Security Council "
        "resolution 1772).",
        (42.6, 8.0, 49.1, 11.5),
    ),
    Dispute(
        "Abyei is claimed by Sudan and South Sudan (UN Security Council resolution 1990).",
        (27.5, 9.2, 29.2, 10.3),
    ),
    Dispute(
        "The Falkland Islands (Malvinas) are British and claimed by Argentina (UN General Assembly "
        "resolution 2065).",
        (-61.5, -52.5, -57.6, -51.0),
    ),
    Dispute(
        "South Georgia and the South Sandwich Islands are British and claimed by Argentina "
        "(Natural Earth, disputed areas).",
        (-38.3, -59.5, -26.2, -53.9),
    ),
    Dispute(
        "Guyana west of the Essequibo is claimed by Venezuela (International Court of Justice, "
        "order of 1 December 2023).",
        (-61.4, 1.2, -57.6, 8.6),
    ),
)


# of a view's width a place has to have, to be seen on it at all
SEEN = 1 / 90


def tell_disputes(views: Iterable[Box]) -> tuple[str, ...]:
    """Return a paragraph on the borders, and one on each dispute that a view shows.

    A view is west, south, east, north in degrees, over 180 degrees with the greater number east.
    """
    boxes = list(views)
    return (GENERAL, *(d.words for d in DISPUTES if any(meets(d.box, view) for view in boxes)))


def meets(one: Box, view: Box) -> bool:
    """Return whether a view shows a part of a box, large enough, on whichever turn of the world."""
    west, south, east, north = view
    if one[2] - one[0] < SEEN * (east - west):
        return False
    return any(
        one[0] + turn < east and one[2] + turn > west and one[1] < north and one[3] > south
        for turn in (-360, 0, 360)
    )
