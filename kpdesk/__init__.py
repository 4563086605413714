"""kpdesk: a case-file workbench for research on Kimberley Process disputes."""

__version__ = "0.1.0"
