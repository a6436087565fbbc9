import Dashboard
import Registry
import SystemPackage

extension House {
    /// What pages ask of the house.
    var dashboard: DashboardServices {
        DashboardServices(
            catalogue: catalogue, queue: queue, ledger: gate.ledger, totals: totals, signIn: signIn,
            settings: SettingsServices(
                access: access, policies: gate.policies, hubs: { hubList }, home: home.path.string),
            silentHubs: { hubs.answers.withoutAnswer })
    }
}
