#include "CAssets.h"

// Templates, styles and scripts of the dashboard. A new one is three lines here and one in the table.
#pragma clang diagnostic ignored "-Wc23-extensions"

#define ROOST_ASSET(file, bytes) {file, {bytes, sizeof bytes}}

static const unsigned char layout_mustache[] = {
#embed "../Dashboard/Templates/layout.mustache"
};
static const unsigned char problem_mustache[] = {
#embed "../Dashboard/Templates/problem.mustache"
};
static const unsigned char login_mustache[] = {
#embed "../Dashboard/Templates/login.mustache"
};
static const unsigned char overview_mustache[] = {
#embed "../Dashboard/Templates/overview.mustache"
};
static const unsigned char appearance_mustache[] = {
#embed "../Dashboard/Templates/appearance.mustache"
};
static const unsigned char roost_css[] = {
#embed "../Dashboard/Assets/roost.css"
};
static const unsigned char roost_js[] = {
#embed "../Dashboard/Assets/roost.js"
};
static const unsigned char actions_js[] = {
#embed "../Dashboard/Assets/actions.js"
};
static const unsigned char api_js[] = {
#embed "../Dashboard/Assets/api.js"
};
static const unsigned char toasts_js[] = {
#embed "../Dashboard/Assets/toasts.js"
};
static const unsigned char times_js[] = {
#embed "../Dashboard/Assets/times.js"
};
static const unsigned char more_js[] = {
#embed "../Dashboard/Assets/more.js"
};
static const unsigned char icons_svg[] = {
#embed "../Dashboard/Assets/icons.svg"
};
static const unsigned char icon_svg[] = {
#embed "../Dashboard/Assets/icon.svg"
};

static const struct roost_named_asset assets[] = {
    ROOST_ASSET("layout.mustache", layout_mustache),
    ROOST_ASSET("problem.mustache", problem_mustache),
    ROOST_ASSET("login.mustache", login_mustache),
    ROOST_ASSET("overview.mustache", overview_mustache),
    ROOST_ASSET("appearance.mustache", appearance_mustache),
    ROOST_ASSET("roost.css", roost_css),
    ROOST_ASSET("roost.js", roost_js),
    ROOST_ASSET("actions.js", actions_js),
    ROOST_ASSET("api.js", api_js),
    ROOST_ASSET("toasts.js", toasts_js),
    ROOST_ASSET("times.js", times_js),
    ROOST_ASSET("more.js", more_js),
    ROOST_ASSET("icons.svg", icons_svg),
    ROOST_ASSET("icon.svg", icon_svg),
    {0, {0, 0}},
};

const struct roost_named_asset *roost_dashboard_assets(void) { return assets; }
