import Blobs
import Dashboard
import Domain
import Jobs
import Registry
import SystemPackage

extension House {
    /// What pages ask of the house.
    var dashboard: DashboardServices {
        DashboardServices(
            catalogue: catalogue, queue: queue, ledger: gate.ledger, totals: totals, signIn: signIn,
            settings: SettingsServices(
                access: access, signIn: signIn, policies: gate.policies, hubs: { hubList }, home: home.path.string),
            hubs: hubServices,
            models: ModelServices(
                catalogue: catalogue, gate: gate, audit: audit, sources: sources, now: JobClock.system.now,
                packageBytes: { try exporter.layout(of: $0).size.bytes }),
            sources: sources, silentHubs: { hubs.answers.withoutAnswer })
    }

    private var hubServices: HubServices {
        HubServices(
            catalogue: catalogue, hubs: { hubs.standard }, memory: puller.memory,
            other: { address, reference, identity in
                try requireFamiliar(reference, hub: address, for: identity)
                return try hubs.hub(at: address)
            },
            vet: { try await vet($0, for: $1) })
    }
}
