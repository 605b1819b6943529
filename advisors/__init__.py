"""What is asked and what is advised: questions, workload, advisors, options, record."""
