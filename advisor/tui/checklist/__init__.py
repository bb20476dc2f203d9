"""What is prohibited, what to build, what is left open; with ticks, reasons and the smallest fix."""
