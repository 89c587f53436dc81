"""Files in: tables, the register and past audits, read whole or not at all; it writes nothing."""
