/// The JSON Schema of `routes.yaml` (draft 2020-12), for editors and for whoever writes routes by program.
///
/// What it cannot say, `RoutesConfig(parsing:)` checks too: that each provider that is named is there, that what has a budget
/// has prices.
package enum RoutesSchema {
    package static let text = #"""
        {
          "$schema": "https://json-schema.org/draft/2020-12/schema",
          "$id": "urn:roost:routes:1",
          "title": "Roost routes",
          "description": "Whom to ask for what, in which order, and how patiently.",
          "type": "object",
          "additionalProperties": false,
          "properties": {
            "providers": {
              "description": "Who can be asked, by a name of your choice. `local` is this house itself and always there.",
              "type": "object", "maxProperties": 1000,
              "propertyNames": {"$ref": "#/$defs/name", "not": {"const": "local"}},
              "additionalProperties": {
                "type": "object", "required": ["kind"], "additionalProperties": false,
                "properties": {
                  "kind": {"enum": ["openai", "openai-compatible", "anthropic", "gemini", "groq", "ollama"]},
                  "url": {"description": "Without it the kind's own service.", "type": "string", "pattern": "^https?://"},
                  "key_env": {
                    "description": "The environment variable with the key; without it those the provider's own tools read.",
                    "type": "string"
                  },
                  "key_file": {"description": "A file with the key and nothing else.", "type": "string"},
                  "concurrency": {"description": "Requests at once.", "type": "integer", "minimum": 1, "maximum": 100000},
                  "budget_per_day": {"description": "Dollars from midnight to midnight UTC, for all requests to it.", "type": "number", "minimum": 0}
                }
              }
            },
            "models": {
              "description": "What no provider tells of a `provider:model`.",
              "type": "object", "maxProperties": 1000,
              "propertyNames": {"$ref": "#/$defs/leg"},
              "additionalProperties": {
                "type": "object", "additionalProperties": false,
                "properties": {
                  "context": {"description": "Tokens of prompt and answer.", "type": "integer", "minimum": 1},
                  "input_price": {"$ref": "#/$defs/price"},
                  "output_price": {"$ref": "#/$defs/price"},
                  "cached_input_price": {"$ref": "#/$defs/price"}
                },
                "dependentRequired": {"input_price": ["output_price"], "output_price": ["input_price"]}
              }
            },
            "defaults": {
              "description": "For routes that say nothing else, and for requests that name a model.",
              "type": "object", "additionalProperties": false,
              "properties": {
                "attempts": {"$ref": "#/$defs/attempts"},
                "attempt_timeout": {"$ref": "#/$defs/time"},
                "total_timeout": {"$ref": "#/$defs/time"},
                "idle_timeout": {"$ref": "#/$defs/time"},
                "reader_timeout": {"$ref": "#/$defs/time"},
                "pause": {"$ref": "#/$defs/time"},
                "longest_pause": {"$ref": "#/$defs/time"},
                "longest_retry_after": {"$ref": "#/$defs/time"}
              }
            },
            "routes": {
              "type": "object", "maxProperties": 1000,
              "propertyNames": {"$ref": "#/$defs/name"},
              "additionalProperties": {
                "type": "object", "required": ["primary_model"], "additionalProperties": false,
                "properties": {
                  "enabled": {"type": "boolean", "default": true},
                  "primary_model": {"$ref": "#/$defs/leg"},
                  "fallback_models": {"type": "array", "maxItems": 16, "items": {"$ref": "#/$defs/leg"}},
                  "private": {"description": "Nothing leaves this machine.", "type": "boolean", "default": false},
                  "concurrency": {"description": "Requests at once.", "type": "integer", "minimum": 1, "maximum": 100000},
                  "budget_per_day": {"description": "Dollars from midnight to midnight UTC.", "type": "number", "minimum": 0},
                  "parameters": {"description": "Fields for requests that do not bring their own.", "type": "object"},
                  "attempts": {"$ref": "#/$defs/attempts"},
                  "attempt_timeout": {"$ref": "#/$defs/time"},
                  "total_timeout": {"$ref": "#/$defs/time"},
                  "idle_timeout": {"$ref": "#/$defs/time"},
                  "reader_timeout": {"$ref": "#/$defs/time"},
                  "pause": {"$ref": "#/$defs/time"},
                  "longest_pause": {"$ref": "#/$defs/time"},
                  "longest_retry_after": {"$ref": "#/$defs/time"}
                }
              }
            }
          },
          "$defs": {
            "name": {"type": "string", "pattern": "^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$"},
            "leg": {
              "description": "`provider:model`; the provider ends at the first colon.",
              "type": "string", "pattern": "^[^:]+:.+$", "maxLength": 300
            },
            "attempts": {"description": "Tries of one model.", "type": "integer", "minimum": 1, "maximum": 20},
            "price": {"description": "Dollars for a million tokens.", "type": "number", "minimum": 0},
            "time": {
              "description": "Seconds, or a text such as 90s, 2m, 250ms; from 1ms to 24h.",
              "anyOf": [{"type": "number", "exclusiveMinimum": 0}, {"type": "string", "pattern": "^[0-9.]+(ms|s|m|h)?([0-9.]+(ms|s|m))*$"}]
            }
          }
        }
        """#
}
