extension PolicyPreset {
    static let baselineText = """
        # What a careful team runs every day: the model may be used by law, its files do nothing when they are loaded, and its
        # card says what it is. Everything else is measured and said, and refuses nothing.
        version: 1
        name: baseline
        description: a licence one may use, files that are not dangerous, a card one can work with

        # Not to be told is no fault of the model: a person looks, and until then it is kept apart.
        unknown: review

        metrics:
          license:                {threshold: 0.5, mode: enforce}
          ramp_up_time:           {threshold: 0.5, mode: enforce}
          # Half of the popular projects hang on one person, and few repeat how they were trained: said, not refused.
          size_score:             {threshold: 0.5, mode: warn}
          bus_factor:             {threshold: 0.5, mode: warn}
          performance_claims:     {threshold: 0.5, mode: warn}
          dataset_and_code_score: {threshold: 0.5, mode: warn}
          dataset_quality:        {threshold: 0.5, mode: warn}
          code_quality:           {threshold: 0.5, mode: warn}
          reproducibility:        {threshold: 0.5, mode: warn}

        licenses:
          allow: ["class:public_domain", "class:permissive", "class:weak_copyleft"]
          # Llama, Gemma, RAIL; GPL; what belongs to somebody: fine for some uses, so a person says yes once.
          ask: ["class:use_restricted", "class:copyleft", "class:proprietary"]
          refuse: ["class:non_commercial"]
          unlisted: ask
          missing: refuse
          conflict: review
          drift: review

        scan:
          # A file found unsafe is always refused. One that cannot be looked into is named and let through: most are formats
          # that hold no code.
          level: unscanned
          otherwise: review

        size:
          # A slip of the hand must not fill the disk.
          ceiling: 250 GB

        decision:
          on_fail: refuse
          on_review: quarantine

        max_waiver_days: 180
        """
}
