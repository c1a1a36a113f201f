"""What the lists show, as Qt models: windowed and fed by the bridge alone."""
