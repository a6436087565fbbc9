enum EmptyJobs {}
