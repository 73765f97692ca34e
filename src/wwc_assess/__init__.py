"""Find out how ready a city is for the What Works Cities Certification (unofficial)."""

__version__ = "0.1.0"
