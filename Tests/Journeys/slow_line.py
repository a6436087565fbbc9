"""A line between a browser and a server that is slower than both, and that can be cut."""

import socket
import threading
import time


class SlowLine:
    """Forwards connections to a server; what comes back passes at `rate` bytes a second, each connection for itself."""

    #: More is read at once by neither side, so that what the server counts is near what has come.
    WINDOW = 64 << 10

    def __init__(self, url: str, rate: float):
        self.host, port = url.removeprefix("http://").split(":")
        self.port, self.rate = int(port), rate
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self.listener.getsockname()[1]}"
        self.open: set[socket.socket] = set()
        #: Bytes of answers that passed.
        self.passed = 0
        self.is_over = False
        #: Whoever comes is turned away.
        self.is_down = False
        threading.Thread(target=self._listen, daemon=True).start()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.is_over = True
        self.listener.close()
        self.cut()

    def cut(self):
        """Ends every connection, as a network does that goes away."""
        for each in list(self.open):
            try:
                each.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass  # it ended by itself

    def down(self):
        """Lets nothing through until `up`: browsers go on with what was cut as soon as they can."""
        self.is_down = True
        self.cut()

    def up(self):
        self.is_down = False

    def _listen(self):
        while not self.is_over:
            try:
                client, _ = self.listener.accept()
            except OSError:
                return
            if self.is_down:
                client.close()
                continue
            server = socket.socket()
            server.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, self.WINDOW)
            server.connect((self.host, self.port))
            self.open |= {client, server}
            for source, target, is_answer in ((client, server, False), (server, client, True)):
                threading.Thread(target=self._forward, args=(source, target, is_answer), daemon=True).start()
            # Nobody but who forwards may hold them: a socket that is only shut down, and not closed, takes bytes for ever.
            del client, server, source, target

    def _forward(self, source, target, is_answer):
        try:
            while data := source.recv(self.WINDOW):
                target.sendall(data)
                if is_answer:
                    self.passed += len(data)
                    time.sleep(len(data) / self.rate)
        except OSError:
            pass  # cut, or the other side went away
        for each in (source, target):
            self.open.discard(each)
            try:
                each.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass  # it ended by itself
