"""One module a place of the window. Pages hold no lists of records and know no other page."""
