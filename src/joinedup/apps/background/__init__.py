"""Work done after the answer has gone out: leases, requeue and the schedule."""
