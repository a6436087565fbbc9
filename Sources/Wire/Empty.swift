enum EmptyWire {}
