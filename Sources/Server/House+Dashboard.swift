import Blobs
import Dashboard
import Domain
import Engines
import Gateway
import Jobs
import Registry
import SystemPackage

extension House {
    /// What pages ask of the house.
    var dashboard: DashboardServices {
        DashboardServices(
            catalogue: catalogue, queue: queue, ledger: gate.ledger, totals: totals, signIn: signIn,
            settings: SettingsServices(
                access: access, signIn: signIn, policies: gate.policies, hubs: { hubList },
                damagedHubs: { hubs.added.problem }, home: home.path.string),
            hubs: hubServices,
            models: ModelServices(
                catalogue: catalogue, gate: gate, audit: audit, sources: sources, now: JobClock.system.now,
                runnable: { try await inference.models.find($0).label },
                need: { try await inference.need(of: $0) }, room: { await inference.room() },
                packageBytes: { try exporter.layout(of: $0).size.bytes }),
            running: running, sources: sources, silentHubs: { hubs.silent },
            damagedHubs: { hubs.added.problem })
    }

    private var running: RunServices {
        RunServices(
            runtimes: { try await inference.view() }, routes: { gateway.view(isWhole: $0) },
            draft: {
                let draft = try gateway.routes.draft()
                return RunServices.Draft(text: draft.text, tag: draft.tag, obstacle: draft.obstacle)
            },
            requests: { wish in
                var query = TraceQuery()
                query.person = wish.person
                query.route = wish.route
                query.outcome = wish.outcome
                query.before = wish.before
                query.limit = wish.limit
                return try await traces.page(query)
            }, request: { try await traces.trace($0, of: $1) })
    }

    private var hubServices: HubServices {
        HubServices(
            catalogue: catalogue, hubs: { hubs.standard }, memory: puller.memory,
            room: { await inference.room() },
            other: { address, reference, identity in
                try requireFamiliar(reference, hub: address, for: identity)
                return try hubs.hub(at: address)
            },
            vet: { try await vet($0, for: $1) }, search: { await search($0, kind: $1, from: $2) })
    }
}
