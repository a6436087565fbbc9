/// The JSON Schema of a policy file (draft 2020-12), for editors and for whoever writes policies by program.
///
/// What it cannot say, `Policy(parsing:)` checks too: that no licence stands in two lists, that not every weight is 0.
package enum PolicySchema {
    package static let text = #"""
        {
          "$schema": "https://json-schema.org/draft/2020-12/schema",
          "$id": "urn:roost:policy:1",
          "title": "Roost policy",
          "description": "What a house asks of a model before it keeps it.",
          "type": "object",
          "required": ["version", "name"],
          "additionalProperties": false,
          "properties": {
            "version": {"const": 1},
            "name": {
              "description": "Every verdict names the policy it was made by.",
              "type": "string", "pattern": "^[a-z0-9._+-]{1,64}$"
            },
            "description": {"type": "string", "minLength": 1, "maxLength": 2000},
            "extends": {
              "description": "The preset to begin with; without it a policy asks nothing of any metric.",
              "enum": ["strict", "baseline", "package", "artifact"]
            },
            "unknown": {
              "description": "What it means that a metric or a licence cannot be told.",
              "$ref": "#/$defs/action", "default": "refuse"
            },
            "metrics": {"$ref": "#/$defs/metrics"},
            "licenses": {"$ref": "#/$defs/licenses"},
            "scan": {"$ref": "#/$defs/scan"},
            "size": {"$ref": "#/$defs/size"},
            "publishers": {"$ref": "#/$defs/publishers"},
            "decision": {"$ref": "#/$defs/decision"},
            "overrides": {
              "description": "Other rules for some models, applied one after the other.",
              "type": "array", "maxItems": 200,
              "items": {
                "type": "object",
                "required": ["models", "reason"],
                "additionalProperties": false,
                "properties": {
                  "models": {
                    "description": "Names of repositories, `*` for any run of characters; `datasets/org/name` for data sets.",
                    "type": "array", "minItems": 1, "maxItems": 500,
                    "items": {"type": "string", "minLength": 1, "maxLength": 200}
                  },
                  "reason": {"type": "string", "minLength": 1, "maxLength": 1000},
                  "unknown": {"$ref": "#/$defs/action"},
                  "metrics": {"$ref": "#/$defs/metrics"},
                  "licenses": {"$ref": "#/$defs/licenses"},
                  "scan": {"$ref": "#/$defs/scan"},
                  "size": {"$ref": "#/$defs/size"},
                  "publishers": {"$ref": "#/$defs/publishers"},
                  "decision": {"$ref": "#/$defs/decision"}
                }
              }
            },
            "not_waivable": {
              "description": "Rules nobody can waive.",
              "type": "array", "maxItems": 500, "default": ["scan.unsafe"],
              "items": {"$ref": "#/$defs/rule"}
            },
            "max_waiver_days": {
              "description": "Days from giving a waiver to its end, at most.",
              "type": "integer", "minimum": 1, "maximum": 3650, "default": 180
            },
            "request_thresholds": {
              "description": "Whether a single request may bring thresholds: only stricter ones, any, or none.",
              "enum": ["stricter", "any", "none"], "default": "stricter"
            }
          },
          "$defs": {
            "action": {
              "description": "refuse: the model is refused. review: a person decides. warn: it is said. allow: it is as good as met.",
              "enum": ["refuse", "review", "warn", "allow"]
            },
            "metric": {
              "type": "object",
              "additionalProperties": false,
              "properties": {
                "threshold": {"$ref": "#/$defs/threshold"},
                "weight": {"$ref": "#/$defs/weight"},
                "mode": {"$ref": "#/$defs/mode"},
                "unknown": {"$ref": "#/$defs/action"}
              }
            },
            "threshold": {
              "description": "Exactly this score passes.",
              "type": "number", "minimum": 0, "maximum": 1, "default": 0.5
            },
            "weight": {
              "description": "Its share of the net score, against the sum of all weights.",
              "type": "number", "minimum": 0, "maximum": 100
            },
            "mode": {
              "description": "enforce: below the threshold the model is refused. warn: it is said. ignore: no rule.",
              "enum": ["enforce", "warn", "ignore"]
            },
            "metrics": {
              "type": "object",
              "additionalProperties": false,
              "properties": {
                "license": {"$ref": "#/$defs/metric"},
                "size_score": {"$ref": "#/$defs/metric"},
                "ramp_up_time": {"$ref": "#/$defs/metric"},
                "bus_factor": {"$ref": "#/$defs/metric"},
                "performance_claims": {"$ref": "#/$defs/metric"},
                "dataset_and_code_score": {"$ref": "#/$defs/metric"},
                "dataset_quality": {"$ref": "#/$defs/metric"},
                "code_quality": {
                  "type": "object",
                  "additionalProperties": false,
                  "properties": {
                    "threshold": {"$ref": "#/$defs/threshold"},
                    "weight": {"$ref": "#/$defs/weight"},
                    "mode": {"$ref": "#/$defs/mode"},
                    "unknown": {"$ref": "#/$defs/action"},
                    "inherit_from_library": {
                      "description": "Whether a model without code takes over the quality of the library that loads it.",
                      "type": "boolean", "default": false
                    }
                  }
                },
                "reproducibility": {"$ref": "#/$defs/metric"},
                "reviewedness": {"$ref": "#/$defs/metric"},
                "tree_score": {"$ref": "#/$defs/metric"},
                "security": {"$ref": "#/$defs/metric"}
              }
            },
            "licenses": {
              "type": "object",
              "additionalProperties": false,
              "properties": {
                "allow": {"$ref": "#/$defs/licence_list"},
                "ask": {"$ref": "#/$defs/licence_list"},
                "refuse": {"$ref": "#/$defs/licence_list"},
                "unlisted": {
                  "description": "For a licence in none of the lists.",
                  "enum": ["allow", "ask", "refuse"], "default": "allow"
                },
                "missing": {"$ref": "#/$defs/action"},
                "unknown": {"$ref": "#/$defs/action"},
                "conflict": {"$ref": "#/$defs/action", "default": "review"},
                "drift": {"$ref": "#/$defs/action", "default": "review"},
                "compatible_with": {
                  "description": "The licence the model must go with, as SPDX.",
                  "type": ["string", "null"], "minLength": 1, "maxLength": 100
                }
              }
            },
            "licence_list": {
              "description": "Identifiers of the Hub or SPDX, beginnings with `*`, or classes with `class:`.",
              "type": "array", "maxItems": 500,
              "items": {
                "anyOf": [
                  {"type": "string", "pattern": "^[A-Za-z0-9._+-]{1,100}[*]?$"},
                  {"enum": [
                    "class:public_domain", "class:permissive", "class:weak_copyleft", "class:copyleft",
                    "class:use_restricted", "class:non_commercial", "class:proprietary", "class:unknown"
                  ]}
                ]
              }
            },
            "scan": {
              "type": "object",
              "additionalProperties": false,
              "properties": {
                "level": {
                  "description": "The worst verdict a file may have; a file found unsafe fails in any case.",
                  "enum": ["safe", "unscanned", "suspicious"], "default": "unscanned"
                },
                "otherwise": {
                  "description": "What a worse one means.",
                  "enum": ["refuse", "review", "warn"], "default": "refuse"
                }
              }
            },
            "size": {
              "type": "object",
              "additionalProperties": false,
              "properties": {
                "ceiling": {
                  "description": "Of everything that would be kept: bytes, or a text such as `250 GB`.",
                  "anyOf": [
                    {"type": "integer", "minimum": 1, "maximum": 1000000000000000},
                    {"type": "string", "pattern": "^[0-9]+([.][0-9]+)?( *([KkMmGgTt][Ii]?)?[Bb])?$"},
                    {"type": "null"}
                  ]
                },
                "target": {
                  "description": "The device whose size score counts.",
                  "enum": ["raspberry_pi", "jetson_nano", "desktop_pc", "aws_server"], "default": "desktop_pc"
                }
              }
            },
            "publishers": {
              "type": "object",
              "additionalProperties": false,
              "properties": {
                "trusted": {"$ref": "#/$defs/publisher_list"},
                "refused": {"$ref": "#/$defs/publisher_list"},
                "others": {
                  "description": "What any other owner means.",
                  "$ref": "#/$defs/action", "default": "allow"
                },
                "hubs": {
                  "description": "The Hubs on which bare names in `trusted` are meant.",
                  "type": "array", "maxItems": 500,
                  "items": {"type": "string", "pattern": "^https?://[!-~]+$", "maxLength": 200}
                }
              }
            },
            "publisher_list": {
              "description": "Owners such as `google`, or `https://hub.example.org/google` for one Hub only.",
              "type": "array", "maxItems": 500,
              "items": {"type": "string", "pattern": "^(https?://[!-~]+/)?[A-Za-z0-9._-]{1,96}$", "maxLength": 300}
            },
            "decision": {
              "type": "object",
              "additionalProperties": false,
              "properties": {
                "on_fail": {
                  "description": "What becomes of a model of which a rule fails.",
                  "enum": ["refuse", "quarantine"], "default": "refuse"
                },
                "on_review": {
                  "description": "What becomes of a model about which a person must decide.",
                  "enum": ["quarantine", "refuse"], "default": "quarantine"
                }
              }
            },
            "rule": {
              "enum": [
                "license.allowed", "license.chain", "metric.license", "metric.size_score", "metric.ramp_up_time",
                "metric.bus_factor", "metric.performance_claims", "metric.dataset_and_code_score",
                "metric.dataset_quality", "metric.code_quality", "metric.reproducibility", "metric.reviewedness",
                "metric.tree_score", "metric.security", "size.ceiling", "publisher.trusted", "scan.unsafe",
                "scan.level"
              ]
            }
          }
        }
        """#
}
