"""Records to pictures as data: time scale, lanes, labels, ledger, network. Plain Python and numpy."""
