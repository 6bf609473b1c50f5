"""What the law asks of a register of people: scans, and in time access, erasure, retention."""
