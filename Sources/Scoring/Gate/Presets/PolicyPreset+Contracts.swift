extension PolicyPreset {
    static let packageText = """
        # The gate of `POST /package/ingest-huggingface`: these eight metrics, each at least 0.5.
        version: 1
        name: package
        description: the eight metrics of the package contract at least 0.5

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

        # The licence counts by its metric alone.
        licenses: {missing: warn, unknown: warn, conflict: warn, drift: warn}

        scan: {level: unscanned, otherwise: refuse}

        # Its callers may say which thresholds they mean.
        request_thresholds: any
        """

    static let artifactText = """
        # The gate of `POST /artifact/ingest`: these eight metrics, each at least 0.5.
        version: 1
        name: artifact
        description: the eight metrics of the artifact contract at least 0.5

        unknown: refuse

        metrics:
          license:                {threshold: 0.5}
          reproducibility:        {threshold: 0.5}
          ramp_up_time:           {threshold: 0.5}
          bus_factor:             {threshold: 0.5}
          performance_claims:     {threshold: 0.5}
          dataset_and_code_score: {threshold: 0.5}
          dataset_quality:        {threshold: 0.5}
          code_quality:           {threshold: 0.5}

        # The licence counts by its metric alone.
        licenses: {missing: warn, unknown: warn, conflict: warn, drift: warn}

        scan: {level: unscanned, otherwise: refuse}

        # Its callers may say which thresholds they mean.
        request_thresholds: any
        """
}
