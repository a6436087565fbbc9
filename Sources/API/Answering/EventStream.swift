import HTTPTypes
import Hummingbird
import Jobs
import Registry
import Wire

extension Response {
    /// A job's events as Server-Sent Events; each carries its number, so that a viewer who comes back goes on behind it.
    init(events: some AsyncSequence<JobEvent, any Error> & Sendable) {
        var headers: HTTPFields = [
            .contentType: "text/event-stream", .cacheControl: "no-store", .xContentTypeOptions: "nosniff",
        ]
        // Proxies such as nginx would hold small pieces back.
        if let unbuffered = HTTPField.Name("X-Accel-Buffering") { headers[unbuffered] = "no" }
        self.init(
            status: .ok, headers: headers,
            body: ResponseBody { writer in
                for try await event in events {
                    let view = JobEventView(event)
                    let data = try WireJSON.text(view, pretty: false)
                    let number = view.sequence > 0 ? "id: \(view.sequence)\n" : ""
                    try await writer.write(ByteBuffer(string: "\(number)event: \(view.event)\ndata: \(data)\n\n"))
                }
                try await writer.write(ByteBuffer(string: "event: end\ndata: {}\n\n"))
                try await writer.finish(nil)
            })
    }
}
