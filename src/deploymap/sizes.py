"""From which size on a thing is done in another way, and what that was measured to save.

Both ways of each stand behind one function, and give the same; tests hold them against each other.
Limits of what is taken at all stand where they are checked. Times are of one core.
"""

from __future__ import annotations

# Units from which on a page carries them packed. Below, its payload is JSON that anyone can read.
# 2,000 units are some 0.5 MB of such JSON; a million would be more than 200 MB in place of 15.
PACKED_FROM = 2_000

# Distinct positions up to which each is looked at by itself: borders/locate.py, borders/nearest.py.
# Distances to the shipped borders take 0.5 s for 2,000 either way, for 20,000 2.7 s one by one and
# 0.4 s together; the areas of 20,000 take 8 and 6 ms, those of a million 0.4 and 0.07 s.
FEW_POSITIONS = 2_000

# Rows from which on a part of them is looked at first, to find out whether a look at all is worth
# it. Of a million different positions it saves 0.1 s of numbering them (borders/join.py); of as
# many names it saves 4 s of looking for those of totals (checks/totals.py).
MANY_ROWS = 50_000

# Different names up to which each is read for what it says of its unit's kind: 20,000 take 1 s, and
# so many units are drawn as marks (symbols/named.py).
MOST_NAMES = 20_000

# Bytes of a CSV from which on Arrow reads it, if it is plain: 90 MB, a million rows, in 0.9 s; for
# this Python's own reader needs 8 s (sheets/columnwise.py).
LARGE_FILE = 1_000_000
