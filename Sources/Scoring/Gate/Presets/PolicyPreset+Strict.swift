extension PolicyPreset {
    static let strictText = """
        # All nine metrics at least 0.5, and nothing left unknown. It refuses most of a Hub.
        version: 1
        name: strict
        description: all nine metrics at least 0.5, every file known to be safe

        unknown: refuse

        metrics:
          license:                {threshold: 0.5}
          size_score:             {threshold: 0.5}
          ramp_up_time:           {threshold: 0.5}
          bus_factor:             {threshold: 0.5}
          performance_claims:     {threshold: 0.5}
          dataset_and_code_score: {threshold: 0.5}
          dataset_quality:        {threshold: 0.5}
          code_quality:           {threshold: 0.5}
          reproducibility:        {threshold: 0.5}

        licenses:
          conflict: refuse
          drift: refuse

        scan:
          level: safe
          otherwise: refuse

        max_waiver_days: 90
        """
}
