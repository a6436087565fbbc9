package import Access
import Engines
package import Wire

extension RuntimesView {
    /// What a visitor may know of it: where programs lie and others answer is for administrators.
    package func told(to identity: Identity) -> RuntimesView {
        guard !identity.allows(.admin) else { return self }
        var view = self
        view.engine = engine.map(EngineName.plain)
        view.problem = problem.map { _ in ProblemView(EngineError.nothingRuns) }
        return view
    }
}
