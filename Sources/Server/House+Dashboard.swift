import Dashboard

extension House {
    /// What pages ask of the house.
    var dashboard: DashboardServices { DashboardServices(catalogue: catalogue, signIn: signIn) }
}
