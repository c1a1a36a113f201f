"""The relay's client: transport, request signing, typed calls."""
