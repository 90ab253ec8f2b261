#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The server as it is deployed: the units of systemd are good, and the site of nginx works in front
of the real server.

usage: test-deploy.py SOURCE_ROOT BUILD_ROOT SERVER_PROGRAM
"""
import concurrent.futures
import contextlib
import hashlib
import http.client
import json
import os
import pathlib
import re
import shutil
import signal
import socket
import ssl
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
import tap  # noqa: E402
import unit_filter  # noqa: E402

SOURCE, BUILD, PROGRAM = (pathlib.Path(argument).resolve() for argument in sys.argv[1:4])
# Debian keeps both out of the path of ordinary users.
PATH = os.environ.get('PATH', '') + ':/usr/sbin:/sbin:/usr/bin:/bin'
PASSWORD = 'correct horse battery'
# What "systemd-analyze security" may say at most, in tenths: 0 is a closed box, 100 an open one.
MOST_EXPOSED = 15


def run(*words):
    done = subprocess.run([str(word) for word in words], capture_output=True, text=True, check=False,
                          env={**os.environ, 'PATH': PATH})
    tap.check([f'{words[0]} ended with {done.returncode}:', done.stdout, done.stderr]
              if done.returncode else [])
    return done.stdout


def init(folder):
    """A community of one member."""
    database = folder / 'community.db'
    (folder / 'members.csv').write_text('name,email\nAna Alvarez,ana@example.org\n')
    run(PROGRAM, 'init', '--database', database, '--community', 'Lake',
        '--members', folder / 'members.csv')
    return database


def own_loopback():
    """An address of this process alone, so that no other test takes a port between two looks."""
    pid = os.getpid()
    return f'127.{1 + (pid >> 16) % 254}.{(pid >> 8) % 256}.{1 + pid % 254}'


def find_free_port(address):
    with socket.socket() as probe:
        probe.bind((address, 0))
        return probe.getsockname()[1]


@contextlib.contextmanager
def unit_folder():
    """The units as they are installed, but with a program that is there."""
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        service = (BUILD / 'data' / 'server' / 'rondo-server.service').read_text()
        (folder / 'rondo-server.service').write_text(
            re.sub(r'(?m)^ExecStart=\S+', f'ExecStart={PROGRAM}', service)
            .replace('Documentation=man:rondo-server(1)\n', ''))
        shutil.copy(SOURCE / 'data' / 'server' / 'rondo-server.socket', folder)
        yield folder


def units_are_good():
    with unit_folder() as folder:
        run('systemd-analyze', 'verify', '--man=no', '--recursive-errors=no',
            folder / 'rondo-server.service', folder / 'rondo-server.socket')


def unit_is_a_closed_box():
    with unit_folder() as folder:
        run('systemd-analyze', 'security', '--offline=true', f'--threshold={MOST_EXPOSED}',
            folder / 'rondo-server.service')


def unit_words(database):
    """What the unit starts, with a database that is there."""
    with unit_folder() as folder:
        service = (folder / 'rondo-server.service').read_text()
        socket_unit = (folder / 'rondo-server.socket').read_text()
    words = re.search(r'(?m)^ExecStart=(.*)$', service).group(1).split()
    tap.check(expect(re.findall(r'(?m)^ListenStream=(.*)$', socket_unit), ['127.0.0.1:8730'],
                     'where the unit listens'))
    return [str(database) if word.endswith('.db') else word for word in words] + ['--admin-listen', '']


def systemd_starts_it_with_the_first_caller():
    """The part of systemd that needs no system of its own: it holds the socket, and hands it over."""
    with tempfile.TemporaryDirectory() as folder:
        database = pathlib.Path(folder) / 'community.db'
        run(PROGRAM, 'init', '--database', database, '--community', 'Lake')
        address = own_loopback()
        port = find_free_port(address)
        process = subprocess.Popen(
            ['systemd-socket-activate', '--listen', f'{address}:{port}', *unit_words(database)],
            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
            env={**os.environ, 'PATH': PATH})
        try:
            said = process.stderr.readline()
            tap.check(expect(said.startswith('Listening on'), True, said))
            answer = ask_in_clear(port, address)
            tap.check(expect('"Lake"' in answer, True, answer))
        finally:
            process.terminate()
        tap.check(expect(process.wait(), 0, 'exit status'))


def server_lives_with_the_calls_that_the_unit_allows():
    """From the first caller to the stop, a password and a backup in between."""
    with tempfile.TemporaryDirectory() as name, unit_folder() as units:
        folder = pathlib.Path(name)
        database = init(folder)
        code = run(PROGRAM, 'invite', '--database', database, '--email', 'ana@example.org').strip()
        # The sanitizers look for leaks as a debugger would, which the unit forbids.
        sanitizer = os.environ.get('ASAN_OPTIONS', '') + ':detect_leaks=0'
        process = subprocess.Popen(
            [str(PROGRAM), 'run', '--port', '0', '--admin-listen', '', '--database', str(database)],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
            env={**os.environ, 'ASAN_OPTIONS': sanitizer},
            preexec_fn=unit_filter.loader((units / 'rondo-server.service').read_text()))
        line = process.stdout.readline()
        problems = [] if 'listening' in line else ['it did not start', *process.stderr]
        if not problems:
            connection = http.client.HTTPConnection('127.0.0.1', int(line.rsplit(':', 1)[1]),
                                                    timeout=20)
            connection.request('POST', '/v1/join', json.dumps(
                {'code': code, 'password': PASSWORD, 'device': 'desk'}))
            problems += expect(connection.getresponse().status, 200, 'join')
            run(PROGRAM, 'backup', '--database', database, folder / 'copy.db')
            process.terminate()
        tap.check(problems + expect(process.wait(), 0, 'exit status'))


class Deployed:
    """The real server with the real nginx in front of it, which has the shipped site."""

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.database = init(self.folder)
        self.make_certificate()
        self.server, self.server_port = self.start_server('--trust-proxy')
        with socket.create_server(('127.0.0.1', 0)) as listener:
            self.port = listener.getsockname()[1]
            self.nginx = self.start_nginx(listener)

    def start_server(self, *words):
        process = subprocess.Popen(
            [str(PROGRAM), 'run', '--port', '0', '--admin-listen', '', '--database', self.database,
             *words], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        return process, int(process.stdout.readline().rsplit(':', 1)[1])

    def make_certificate(self):
        """The server can make one; here nginx shows it."""
        process, _ = self.start_server('--tls')
        process.terminate()
        process.wait()
        (self.folder / 'community.db-tls.pem').rename(self.folder / 'site.pem')

    def write_site(self):
        site = (SOURCE / 'data' / 'server' / 'rondo-server.nginx.conf').read_text()
        pem = self.folder / 'site.pem'
        for pattern, by in ((r'listen 443 ', f'listen 127.0.0.1:{self.port} '),
                            (r'\n *listen \[::\]:443 [^\n]*', ''),
                            (r'(ssl_certificate|ssl_certificate_key) /[^;]*', rf'\1 {pem}'),
                            (r'127\.0\.0\.1:8730', f'127.0.0.1:{self.server_port}')):
            site, count = re.subn(pattern, by, site)
            tap.check([] if count else [f'the site says nothing of {pattern}'])
        return site

    def start_nginx(self, listener):
        """It takes the open socket over, so that the first caller waits until it is there."""
        config = self.folder / 'nginx.conf'
        temps = '\n'.join(f'  {name}_temp_path {self.folder / name};' for name in
                          ('client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'))
        user = 'user root;\n' if os.getuid() == 0 else ''
        config.write_text(
            f'{user}daemon off;\nworker_processes 1;\npid {self.folder}/nginx.pid;\n'
            f'error_log {self.folder}/error.log;\nevents {{}}\n'
            f'http {{\n  access_log off;\n{temps}\n{self.write_site()}\n}}\n')
        return subprocess.Popen(['nginx', '-p', self.folder, '-c', config,
                                 '-e', self.folder / 'error.log'], pass_fds=[listener.fileno()],
                                env={**os.environ, 'PATH': PATH, 'NGINX': f'{listener.fileno()};'})

    def stop(self):
        for process in (self.nginx, self.server):
            process.terminate()
            process.wait()

    def connect(self):
        context = ssl.create_default_context()
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
        return http.client.HTTPSConnection('127.0.0.1', self.port, context=context, timeout=20)

    def ask(self, method, path, body=None, token=None, connection=None):
        connection = connection or self.connect()
        headers = {'Authorization': f'Bearer {token}'} if token else {}
        text = None if body is None else body if isinstance(body, (str, bytes)) else json.dumps(body)
        connection.request(method, path, text, headers)
        answer = connection.getresponse()
        data = answer.read()
        try:
            return answer.status, json.loads(data) if data else {}
        except ValueError:
            return answer.status, {}

    def send_raw(self, text):
        context = ssl.create_default_context()
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
        with socket.create_connection(('127.0.0.1', self.port), 20) as plain:
            with context.wrap_socket(plain) as safe:
                safe.sendall(text.encode())
                return safe.recv(4096).decode(errors='replace').split('\r\n')[0]


@contextlib.contextmanager
def deployed():
    with tempfile.TemporaryDirectory() as folder:
        place = Deployed(folder)
        try:
            yield place
        finally:
            place.stop()


def expect(got, wanted, what):
    return [] if got == wanted else [f'{what}: {got}, not {wanted}']


def nginx_lets_the_app_through():
    with deployed() as place:
        status, hello = place.ask('GET', '/v1/hello')
        tap.check(expect((status, hello.get('community')), (200, 'Lake'), 'hello'))
        code = run(PROGRAM, 'invite', '--database', place.database, '--email',
                   'ana@example.org').strip()
        status, account = place.ask('POST', '/v1/join', {
            'code': code, 'password': PASSWORD, 'device': 'desk'})
        tap.check(expect(status, 200, 'join'))
        connection = place.connect()
        for _ in range(3):
            status, answer = place.ask('POST', '/v1/sync', {
                'epoch': None, 'cursors': {}, 'ops': [], 'limit': 100}, account['token'], connection)
            tap.check(expect((status, 'rows' in answer), (200, True), 'sync'))
        status, token = place.ask('POST', '/v1/token', {'refresh': account['refresh'],
                                                        'next': 'A' * 43})
        tap.check(expect(status, 200, 'token'))
        status, _ = place.ask('POST', '/v1/logout', {}, token['token'])
        tap.check(expect(status, 200, 'logout'))


def nginx_keeps_the_rest_out():
    with deployed() as place:
        head = 'POST /v1/sync HTTP/1.1\r\nHost: rondo.example.org\r\n'
        problems = []
        for what, got, wanted in (
                ('metrics', place.ask('GET', '/metrics')[0], 404),
                ('root', place.ask('GET', '/')[0], 404),
                ('large', place.ask('POST', '/v1/sync', b' ' * (4 * 1024 * 1024 + 1))[0], 413),
                ('two hosts', place.send_raw(head + 'Host: x\r\nContent-Length: 2\r\n\r\n{}'),
                 'HTTP/1.1 400 Bad Request'),
                ('two lengths', place.send_raw(head + 'Content-Length: 2\r\nContent-Length: 3\r\n'
                                                      '\r\n{}'), 'HTTP/1.1 400 Bad Request'),
                ('length and chunks', place.send_raw(
                    head + 'Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n'),
                 'HTTP/1.1 400 Bad Request')):
            problems += expect(got, wanted, what)
        # All at once: however slow the server is, nginx does not refill in between.
        with concurrent.futures.ThreadPoolExecutor(40) as pool:
            statuses = list(pool.map(
                lambda i: place.ask('POST', '/v1/login', {
                    'email': f'{i}@example.org', 'password': 'x' * 8, 'device': 'd'})[0], range(40)))
        problems += [] if 429 in statuses and 401 in statuses else [f'logins: {statuses}']
        tap.check(problems)


@contextlib.contextmanager
def running(database, *words):
    """A server that speaks TLS itself; its port."""
    process = subprocess.Popen(
        [str(PROGRAM), 'run', '--port', '0', '--admin-listen', '', '--database', database, *words],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    try:
        line = process.stdout.readline()
        tap.check([] if 'https://127.0.0.1:' in line else [line])
        yield process, int(line.rsplit(':', 1)[1])
    finally:
        process.terminate()
        tap.check(expect(process.wait(), 0, 'exit status'))


def look(port):
    """The fingerprint of the certificate that is shown, and what hello says behind it."""
    context = ssl.create_default_context()
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    with socket.create_connection(('127.0.0.1', port), 20) as plain:
        with context.wrap_socket(plain) as safe:
            fingerprint = hashlib.sha256(safe.getpeercert(True)).hexdigest()
            safe.sendall(b'GET /v1/hello HTTP/1.1\r\nHost: localhost\r\n\r\n')
            return fingerprint, b''.join(iter(lambda: safe.recv(4096), b'')).decode()


def ask_in_clear(port, address='127.0.0.1'):
    """All that is answered; nothing if that was not understood."""
    try:
        with socket.create_connection((address, port), 20) as plain:
            plain.sendall(b'GET /v1/hello HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n')
            return plain.makefile('rb').read().decode(errors='replace')
    except ConnectionResetError:
        return ''


def own_certificate_is_made_once_and_named():
    with tempfile.TemporaryDirectory() as folder:
        database = pathlib.Path(folder) / 'community.db'
        run(PROGRAM, 'init', '--database', database, '--community', 'Lake')
        seen = []
        for _ in range(2):
            with running(database, '--tls') as (_, port):
                fingerprint, answer = look(port)
                seen.append(fingerprint)
                clear = ask_in_clear(port)
        code = run(PROGRAM, 'invite', '--database', database).strip()
        link = run(PROGRAM, 'invite', '--database', database, '--url', 'https://h:8730').strip()
        mode = (pathlib.Path(folder) / 'community.db-tls.pem').stat().st_mode & 0o777
        tap.check(expect(seen[0], seen[1], 'certificate after a restart') +
                  expect(mode, 0o600, 'mode of the key') +
                  expect('"Lake"' in answer, True, 'hello behind TLS') +
                  expect('Lake' in clear, False, 'hello in clear') +
                  expect(code.endswith('-' + seen[0]), True, f'pin in {code}') +
                  expect(link.startswith('https://h:8730/#'), True, link))


def renewed_certificate_is_read_again():
    with tempfile.TemporaryDirectory() as folder:
        database = pathlib.Path(folder) / 'community.db'
        own = pathlib.Path(folder) / 'community.db-tls.pem'
        given = pathlib.Path(folder) / 'given.pem'
        config = pathlib.Path(folder) / 'tls.conf'
        run(PROGRAM, 'init', '--database', database, '--community', 'Lake')
        pems = []
        for _ in range(2):
            with running(database, '--tls'):
                pass
            pems.append(own.read_text())
            own.unlink()
        config.write_text(f'[server]\ntls-certificate={given}\ntls-key={given}\n')
        given.write_text(pems[0])
        with running(database, '--config', str(config)) as (process, port):
            before, _ = look(port)
            given.write_text(pems[1])
            process.send_signal(signal.SIGHUP)
            said = next(line for line in process.stderr if 'event=reload' in line)
            tap.check(expect('code=ok' in said, True, said) +
                      expect(look(port)[0] == before, False, 'the certificate of before'))


tap.run([
    ('/server/deploy/own-certificate-is-made-once-and-named-by-invitations',
     own_certificate_is_made_once_and_named),
    ('/server/deploy/renewed-certificate-is-read-again', renewed_certificate_is_read_again),
    ('/server/deploy/units-of-systemd-are-good', units_are_good),
    ('/server/deploy/unit-is-a-closed-box', unit_is_a_closed_box),
    ('/server/deploy/systemd-starts-it-with-the-first-caller',
     systemd_starts_it_with_the_first_caller),
    ('/server/deploy/server-lives-with-the-calls-that-the-unit-allows',
     server_lives_with_the_calls_that_the_unit_allows),
    ('/server/deploy/nginx-lets-the-app-through', nginx_lets_the_app_through),
    ('/server/deploy/nginx-keeps-the-rest-out', nginx_keeps_the_rest_out),
])
