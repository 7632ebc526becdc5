"""Words to be delivered: an outbox of rows that the worker sends."""
