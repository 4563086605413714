"""Pictures painted on the screen: timeline, ledger, network."""
