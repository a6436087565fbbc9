#include "CAssets.h"

// The compiler embeds the files: no folder beside the binary has to be found.
#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char openapi_yaml[] = {
#embed "../../openapi.yaml"
};

static const unsigned char llama_launcher[] = {
#embed "../Engines/Backends/LlamaCpp/launcher.py"
};

struct roost_asset roost_openapi_yaml(void) { return (struct roost_asset){openapi_yaml, sizeof openapi_yaml}; }
struct roost_asset roost_llama_launcher(void) { return (struct roost_asset){llama_launcher, sizeof llama_launcher}; }
