# SPDX-License-Identifier: GPL-3.0-or-later
"""A way to a server that loses, cuts, delays, slows down and repeats what goes over it."""
import random
import socket
import struct
import threading
import time

FATES = ['pass'] * 8 + ['refuse', 'cut-request', 'cut-answer', 'delay', 'slow', 'lose-answer',
                        'repeat-later', 'hold']


def close_hard(connection):
    """A reset instead of an end."""
    try:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack('ii', 1, 0))
    except OSError:
        pass
    connection.close()


class Proxy:
    def __init__(self, port, seed):
        self.target = ('127.0.0.1', port)
        self.random = random.Random(seed)
        self.is_calm = False
        self.is_closed = False
        self.fates = {}
        self.listener = socket.create_server(('127.0.0.1', 0), backlog=64)
        self.port = self.listener.getsockname()[1]
        threading.Thread(target=self.accept, daemon=True).start()

    def close(self):
        self.is_closed = True
        self.listener.close()

    def accept(self):
        while not self.is_closed:
            try:
                client, _ = self.listener.accept()
            except OSError:
                return
            fate = 'pass' if self.is_calm else self.random.choice(FATES)
            self.fates[fate] = self.fates.get(fate, 0) + 1
            threading.Thread(target=self.serve, args=(client, fate, self.random.randrange(4000)),
                             daemon=True).start()

    def serve(self, client, fate, amount):
        if fate == 'refuse':
            close_hard(client)
            return
        if fate == 'hold':
            time.sleep(0.5)
            close_hard(client)
            return
        if fate == 'delay':
            time.sleep(amount / 4000)
        try:
            server = socket.create_connection(self.target, timeout=10)
        except OSError:
            close_hard(client)
            return
        sent = bytearray()
        up = threading.Thread(target=self.pump, daemon=True, args=(
            client, server, amount if fate == 'cut-request' else None, fate == 'slow', sent, False))
        up.start()
        limit = {'cut-answer': amount, 'lose-answer': 0}.get(fate)
        self.pump(server, client, limit, fate == 'slow', None, fate == 'lose-answer')
        up.join(10)
        close_hard(client) if limit is not None else client.close()
        server.close()
        if fate == 'repeat-later':
            time.sleep(amount / 2000)
            self.repeat(bytes(sent))

    def repeat(self, request):
        try:
            with socket.create_connection(self.target, timeout=5) as server:
                server.sendall(request)
                server.shutdown(socket.SHUT_WR)
                while server.recv(65536):
                    pass
        except OSError:
            pass

    @staticmethod
    def pump(source, sink, limit, is_slow, kept, waits):
        """Until the end, or until limit bytes have passed. waits: reads on until there are some."""
        passed = 0
        try:
            source.settimeout(30)
            while True:
                data = source.recv(65536)
                if not data or (waits and limit == 0):
                    break
                if kept is not None:
                    kept += data
                if limit is not None:
                    data = data[:limit - passed]
                for at in range(0, len(data), 256 if is_slow else 65536):
                    sink.sendall(data[at:at + (256 if is_slow else 65536)])
                    if is_slow:
                        time.sleep(0.002)
                passed += len(data)
                if limit is not None and passed >= limit:
                    break
            sink.shutdown(socket.SHUT_WR)
        except OSError:
            pass
