"""Invented names. No place, body or person of these names is meant."""


def _words(text: str) -> list[str]:
    return text.split()


STARTS = _words("""
    Alder Ash Ban Birch Black Bram Brook Carl Ched Cold Cran Dal Dun East Elm Fair Fen Gar Glen Grey
    Hart Hazel Holm Kel Kirk Lang Lin Mar Mel Nether New Oak Old Pen Ravens Red Row San Sel Stan Thorn
    Up Wal West White Win
""")
ENDS = _words("""
    borough bridge bury by combe field ford ham haven hurst ley moor mouth port stead stoke ton wick
""")
WARDS = _words("""
    Abbey Bankside Castle Church Cliff Common Cross Dene Eastgate Elms Forest Grange Green Harbour Heath
    Hill Kingsway Lakes Manor Meadow Mill Minster Northgate Orchard Park Priory Quarry Queensway
    Riverside Rosehill Southgate Spring Station Valley Victoria Waterside Westgate Wood
""")
FIRST_NAMES = _words("""
    Aisha Alan Alison Amir Angela Anil Anne Barbara Brian Carol Catherine Chidi Christine Claire David
    Deborah Derek Elaine Farah Fiona Gareth Geoffrey Gillian Graham Harjit Helen Ian Imran Jacqueline
    James Janet Jean Joan John Joyce Karen Keith Kwame Linda Malcolm Margaret Mark Mary Michael Mohammed
    Nasreen Nigel Olu Pamela Patricia Paul Peter Priya Ravi Robert Rosemary Sandra Sheila Stephen Susan
    Tariq Trevor Valerie Yvonne
""")
LAST_NAMES = _words("""
    Adeyemi Ahmed Akhtar Allen Atkinson Bailey Baker Begum Bell Bennett Bhatt Bradley Brookes Brown
    Butler Campbell Carter Chapman Clark Coleman Cooper Cox Davies Dixon Edwards Ellis Evans Fletcher
    Foster Fox Gibson Graham Gray Green Griffiths Hall Hamilton Harris Harrison Henderson Hill Holmes
    Hughes Hussain Jackson James Jenkins Johnson Jones Kaur Kelly Khan King Knight Lawson Lee Lewis
    Lloyd Marshall Martin Mason Mehta Miller Mills Mitchell Moore Morgan Morris Murphy Murray Nkosi
    Okafor Owen Palmer Parker Patel Pearson Phillips Powell Price Rahman Reid Reynolds Richards Roberts
    Robinson Rogers Russell Scott Shah Sharma Shaw Simpson Singh Smith Stevens Stewart Taylor Thomas
    Thompson Turner Walker Walsh Ward Watson Webb White Wilkinson Williams Wilson Wood Wright Young
""")
