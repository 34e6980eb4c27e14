"""Says at the end how many inputs were generated. This module is read before hypothesis chooses its profile."""

from __future__ import annotations

import pytest

from fuzz import feeding


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if counts := feeding.COUNTS:
        told = ", ".join(f"{reader} {count:,}" for reader, count in sorted(counts.items()))
        terminalreporter.write_line(f"{sum(counts.values()):,} generated inputs: {told}")
