#include "CAssets.h"

// Templates, styles and scripts of the dashboard. A new one is three lines here and one in the table.
#pragma clang diagnostic ignored "-Wc23-extensions"

#define ROOST_ASSET(file, bytes) {file, {bytes, sizeof bytes}}

static const unsigned char appearance_mustache[] = {
#embed "../Dashboard/Templates/appearance.mustache"
};
static const unsigned char docs_mustache[] = {
#embed "../Dashboard/Templates/docs.mustache"
};
static const unsigned char job_rows_mustache[] = {
#embed "../Dashboard/Templates/job-rows.mustache"
};
static const unsigned char job_mustache[] = {
#embed "../Dashboard/Templates/job.mustache"
};
static const unsigned char jobs_mustache[] = {
#embed "../Dashboard/Templates/jobs.mustache"
};
static const unsigned char layout_mustache[] = {
#embed "../Dashboard/Templates/layout.mustache"
};
static const unsigned char login_mustache[] = {
#embed "../Dashboard/Templates/login.mustache"
};
static const unsigned char model_card_mustache[] = {
#embed "../Dashboard/Templates/model-card.mustache"
};
static const unsigned char model_files_mustache[] = {
#embed "../Dashboard/Templates/model-files.mustache"
};
static const unsigned char model_history_mustache[] = {
#embed "../Dashboard/Templates/model-history.mustache"
};
static const unsigned char model_licence_mustache[] = {
#embed "../Dashboard/Templates/model-licence.mustache"
};
static const unsigned char model_lineage_mustache[] = {
#embed "../Dashboard/Templates/model-lineage.mustache"
};
static const unsigned char model_manage_mustache[] = {
#embed "../Dashboard/Templates/model-manage.mustache"
};
static const unsigned char model_overview_mustache[] = {
#embed "../Dashboard/Templates/model-overview.mustache"
};
static const unsigned char model_scores_mustache[] = {
#embed "../Dashboard/Templates/model-scores.mustache"
};
static const unsigned char model_versions_mustache[] = {
#embed "../Dashboard/Templates/model-versions.mustache"
};
static const unsigned char model_waivers_mustache[] = {
#embed "../Dashboard/Templates/model-waivers.mustache"
};
static const unsigned char model_waiving_mustache[] = {
#embed "../Dashboard/Templates/model-waiving.mustache"
};
static const unsigned char model_mustache[] = {
#embed "../Dashboard/Templates/model.mustache"
};
static const unsigned char models_mustache[] = {
#embed "../Dashboard/Templates/models.mustache"
};
static const unsigned char offer_mustache[] = {
#embed "../Dashboard/Templates/offer.mustache"
};
static const unsigned char overview_mustache[] = {
#embed "../Dashboard/Templates/overview.mustache"
};
static const unsigned char playground_mustache[] = {
#embed "../Dashboard/Templates/playground.mustache"
};
static const unsigned char problem_mustache[] = {
#embed "../Dashboard/Templates/problem.mustache"
};
static const unsigned char request_mustache[] = {
#embed "../Dashboard/Templates/request.mustache"
};
static const unsigned char requests_mustache[] = {
#embed "../Dashboard/Templates/requests.mustache"
};
static const unsigned char routing_mustache[] = {
#embed "../Dashboard/Templates/routing.mustache"
};
static const unsigned char runtimes_mustache[] = {
#embed "../Dashboard/Templates/runtimes.mustache"
};
static const unsigned char search_mustache[] = {
#embed "../Dashboard/Templates/search.mustache"
};
static const unsigned char settings_account_mustache[] = {
#embed "../Dashboard/Templates/settings-account.mustache"
};
static const unsigned char settings_audit_mustache[] = {
#embed "../Dashboard/Templates/settings-audit.mustache"
};
static const unsigned char settings_disk_mustache[] = {
#embed "../Dashboard/Templates/settings-disk.mustache"
};
static const unsigned char settings_hubs_mustache[] = {
#embed "../Dashboard/Templates/settings-hubs.mustache"
};
static const unsigned char settings_policy_mustache[] = {
#embed "../Dashboard/Templates/settings-policy.mustache"
};
static const unsigned char settings_secret_mustache[] = {
#embed "../Dashboard/Templates/settings-secret.mustache"
};
static const unsigned char settings_tabs_mustache[] = {
#embed "../Dashboard/Templates/settings-tabs.mustache"
};
static const unsigned char settings_tokens_mustache[] = {
#embed "../Dashboard/Templates/settings-tokens.mustache"
};
static const unsigned char settings_users_mustache[] = {
#embed "../Dashboard/Templates/settings-users.mustache"
};
static const unsigned char vetting_mustache[] = {
#embed "../Dashboard/Templates/vetting.mustache"
};
static const unsigned char accounts_js[] = {
#embed "../Dashboard/Assets/accounts.js"
};
static const unsigned char actions_js[] = {
#embed "../Dashboard/Assets/actions.js"
};
static const unsigned char api_js[] = {
#embed "../Dashboard/Assets/api.js"
};
static const unsigned char disk_js[] = {
#embed "../Dashboard/Assets/disk.js"
};
static const unsigned char docs_css[] = {
#embed "../Dashboard/Assets/docs.css"
};
static const unsigned char docs_js[] = {
#embed "../Dashboard/Assets/docs.js"
};
static const unsigned char hubs_js[] = {
#embed "../Dashboard/Assets/hubs.js"
};
static const unsigned char icon_svg[] = {
#embed "../Dashboard/Assets/icon.svg"
};
static const unsigned char icons_svg[] = {
#embed "../Dashboard/Assets/icons.svg"
};
static const unsigned char job_js[] = {
#embed "../Dashboard/Assets/job.js"
};
static const unsigned char jobs_css[] = {
#embed "../Dashboard/Assets/jobs.css"
};
static const unsigned char jobs_js[] = {
#embed "../Dashboard/Assets/jobs.js"
};
static const unsigned char live_js[] = {
#embed "../Dashboard/Assets/live.js"
};
static const unsigned char model_js[] = {
#embed "../Dashboard/Assets/model.js"
};
static const unsigned char models_css[] = {
#embed "../Dashboard/Assets/models.css"
};
static const unsigned char more_js[] = {
#embed "../Dashboard/Assets/more.js"
};
static const unsigned char offer_js[] = {
#embed "../Dashboard/Assets/offer.js"
};
static const unsigned char run_js[] = {
#embed "../Dashboard/Assets/run.js"
};
static const unsigned char package_js[] = {
#embed "../Dashboard/Assets/package.js"
};
static const unsigned char playground_js[] = {
#embed "../Dashboard/Assets/playground.js"
};
static const unsigned char policy_js[] = {
#embed "../Dashboard/Assets/policy.js"
};
static const unsigned char poll_js[] = {
#embed "../Dashboard/Assets/poll.js"
};
static const unsigned char roost_css[] = {
#embed "../Dashboard/Assets/roost.css"
};
static const unsigned char roost_js[] = {
#embed "../Dashboard/Assets/roost.js"
};
static const unsigned char routing_js[] = {
#embed "../Dashboard/Assets/routing.js"
};
static const unsigned char running_css[] = {
#embed "../Dashboard/Assets/running.css"
};
static const unsigned char runtimes_js[] = {
#embed "../Dashboard/Assets/runtimes.js"
};
static const unsigned char search_css[] = {
#embed "../Dashboard/Assets/search.css"
};
static const unsigned char search_js[] = {
#embed "../Dashboard/Assets/search.js"
};
static const unsigned char stream_js[] = {
#embed "../Dashboard/Assets/stream.js"
};
static const unsigned char times_js[] = {
#embed "../Dashboard/Assets/times.js"
};
static const unsigned char mistakes_js[] = {
#embed "../Dashboard/Assets/mistakes.js"
};
static const unsigned char tries_js[] = {
#embed "../Dashboard/Assets/tries.js"
};
static const unsigned char toasts_js[] = {
#embed "../Dashboard/Assets/toasts.js"
};

static const struct roost_named_asset assets[] = {
    ROOST_ASSET("appearance.mustache", appearance_mustache),
    ROOST_ASSET("docs.mustache", docs_mustache),
    ROOST_ASSET("job-rows.mustache", job_rows_mustache),
    ROOST_ASSET("job.mustache", job_mustache),
    ROOST_ASSET("jobs.mustache", jobs_mustache),
    ROOST_ASSET("layout.mustache", layout_mustache),
    ROOST_ASSET("login.mustache", login_mustache),
    ROOST_ASSET("model-card.mustache", model_card_mustache),
    ROOST_ASSET("model-files.mustache", model_files_mustache),
    ROOST_ASSET("model-history.mustache", model_history_mustache),
    ROOST_ASSET("model-licence.mustache", model_licence_mustache),
    ROOST_ASSET("model-lineage.mustache", model_lineage_mustache),
    ROOST_ASSET("model-manage.mustache", model_manage_mustache),
    ROOST_ASSET("model-overview.mustache", model_overview_mustache),
    ROOST_ASSET("model-scores.mustache", model_scores_mustache),
    ROOST_ASSET("model-versions.mustache", model_versions_mustache),
    ROOST_ASSET("model-waivers.mustache", model_waivers_mustache),
    ROOST_ASSET("model-waiving.mustache", model_waiving_mustache),
    ROOST_ASSET("model.mustache", model_mustache),
    ROOST_ASSET("models.mustache", models_mustache),
    ROOST_ASSET("offer.mustache", offer_mustache),
    ROOST_ASSET("overview.mustache", overview_mustache),
    ROOST_ASSET("playground.mustache", playground_mustache),
    ROOST_ASSET("problem.mustache", problem_mustache),
    ROOST_ASSET("request.mustache", request_mustache),
    ROOST_ASSET("requests.mustache", requests_mustache),
    ROOST_ASSET("routing.mustache", routing_mustache),
    ROOST_ASSET("runtimes.mustache", runtimes_mustache),
    ROOST_ASSET("search.mustache", search_mustache),
    ROOST_ASSET("settings-account.mustache", settings_account_mustache),
    ROOST_ASSET("settings-audit.mustache", settings_audit_mustache),
    ROOST_ASSET("settings-disk.mustache", settings_disk_mustache),
    ROOST_ASSET("settings-hubs.mustache", settings_hubs_mustache),
    ROOST_ASSET("settings-policy.mustache", settings_policy_mustache),
    ROOST_ASSET("settings-secret.mustache", settings_secret_mustache),
    ROOST_ASSET("settings-tabs.mustache", settings_tabs_mustache),
    ROOST_ASSET("settings-tokens.mustache", settings_tokens_mustache),
    ROOST_ASSET("settings-users.mustache", settings_users_mustache),
    ROOST_ASSET("vetting.mustache", vetting_mustache),
    ROOST_ASSET("accounts.js", accounts_js),
    ROOST_ASSET("actions.js", actions_js),
    ROOST_ASSET("api.js", api_js),
    ROOST_ASSET("disk.js", disk_js),
    ROOST_ASSET("docs.css", docs_css),
    ROOST_ASSET("docs.js", docs_js),
    ROOST_ASSET("hubs.js", hubs_js),
    ROOST_ASSET("icon.svg", icon_svg),
    ROOST_ASSET("icons.svg", icons_svg),
    ROOST_ASSET("job.js", job_js),
    ROOST_ASSET("jobs.css", jobs_css),
    ROOST_ASSET("jobs.js", jobs_js),
    ROOST_ASSET("live.js", live_js),
    ROOST_ASSET("model.js", model_js),
    ROOST_ASSET("models.css", models_css),
    ROOST_ASSET("more.js", more_js),
    ROOST_ASSET("offer.js", offer_js),
    ROOST_ASSET("run.js", run_js),
    ROOST_ASSET("package.js", package_js),
    ROOST_ASSET("playground.js", playground_js),
    ROOST_ASSET("policy.js", policy_js),
    ROOST_ASSET("poll.js", poll_js),
    ROOST_ASSET("roost.css", roost_css),
    ROOST_ASSET("roost.js", roost_js),
    ROOST_ASSET("routing.js", routing_js),
    ROOST_ASSET("running.css", running_css),
    ROOST_ASSET("runtimes.js", runtimes_js),
    ROOST_ASSET("search.css", search_css),
    ROOST_ASSET("search.js", search_js),
    ROOST_ASSET("stream.js", stream_js),
    ROOST_ASSET("times.js", times_js),
    ROOST_ASSET("mistakes.js", mistakes_js),
    ROOST_ASSET("tries.js", tries_js),
    ROOST_ASSET("toasts.js", toasts_js),
    {0, {0, 0}},
};

const struct roost_named_asset *roost_dashboard_assets(void) { return assets; }
