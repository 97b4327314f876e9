"""How much of a file is read before it is refused, each with its reason."""

# A national register of 120,000 appointments is 22 MB of CSV; 100 MB is an accident or an attack.
MAX_FILE_BYTES = 25 * 1024 * 1024

# The largest register there could be (every appointment in the country over ten years), with room to spare.
MAX_ROWS = 200_000

# Our tables have 27 columns at most; a person's own spreadsheet may have many more that are ignored.
MAX_COLUMNS = 200

# The longest real note seen is 120 characters. Excel itself stops at 32,767.
MAX_FIELD_CHARACTERS = 10_000

# The XML of a spreadsheet is 8 to 15 times its packed size: a real file of 10 MB is within this.
MAX_UNPACKED_BYTES = 150 * 1024 * 1024

# Zipped zeros reach 1,000 to 1; a spreadsheet of one repeated row reaches 60 to 1.
MAX_RATIO = 200

# Below this, a high ratio harms nobody (an empty style sheet packs very well).
RATIO_FROM_BYTES = 5 * 1024 * 1024

# A workbook of one hundred sheets has about 250 parts.
MAX_PARTS = 1_000

# A sheet is laid out as a rectangle in memory, so one cell far away costs as much as all between.
MAX_CELLS = 4_000_000

# Text repeated by many cells is stored once in the file but once for each cell in memory.
MAX_TEXT_BYTES = 200 * 1024 * 1024
