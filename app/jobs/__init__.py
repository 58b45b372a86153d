"""What happens after a call: claims a job, calls one use case, reschedules."""
