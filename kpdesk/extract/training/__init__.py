"""From the corpora to the shipped model: ``python -m kpdesk.extract.training``. Needs the extra "training"."""
