#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""How fast app and server exchange changes. Figures, not a test.

usage: bench-sync.py BUILD-ROOT [JSON]

The real server and a headless client run as processes of their own, both durable. Without an
argument all scenarios run at their usual size and a table is printed. JSON is
{"scenario": "pull" | "push" | "noop" | "mixed" | "clients" | "wait" | "idle" | "crowd", "n": N} and
prints one line of JSON a measurement. "idle" is n seconds in which nothing happens; "crowd" writes n log entries of n / 100 coaches into the server's
database by SQL, some gigabytes; all others go through the programs alone. Figures of a busy
computer say little; CPU seconds and the rate of SQLite alone, measured in the same run, say more.
"""
import json
import os
import pathlib
import resource
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request

EMAIL = 'ana@example.org'
PASSWORD = 'correct horse battery staple'
PAGE = os.sysconf('SC_PAGE_SIZE')
TICK = os.sysconf('SC_CLK_TCK')


class Server:
    """One rondo-server with a community of one member, in a folder of its own."""

    def __init__(self, build, folder, **settings):
        self.programs = build
        self.folder = pathlib.Path(folder)
        self.database = self.folder / 'server.db'
        members = self.folder / 'members.csv'
        members.write_text('name,email,languages,time_zone\n'
                           f'Ana Alvarez,{EMAIL},en,Europe/Madrid\n')
        self.command('init', '--database', self.database, '--community', 'Bench',
                     '--members', members)
        lines = {'database': self.database, 'password-passes': 1, 'password-memory': 8,
                 'requests-per-minute': 0, 'admin-listen': '', **settings}
        self.config = self.folder / 'server.conf'
        self.config.write_text('[server]\n' + ''.join(f'{k}={v}\n' for k, v in lines.items()))
        self.process = None

    def command(self, *words):
        done = subprocess.run([self.programs / 'src' / 'rondo-server', *map(str, words)],
                              capture_output=True, text=True, env=environment())
        if done.returncode:
            sys.exit(f'rondo-server {words[0]} failed: {done.stderr.strip()}')
        return done.stdout.strip()

    def invite(self, email=EMAIL):
        words = ['invite', '--database', self.database]
        return self.command(*words, *(['--email', email] if email else [])).split()[-1]

    def start(self):
        self.log = open(self.folder / 'server.log', 'ab')
        self.process = subprocess.Popen(
            [self.programs / 'src' / 'rondo-server', 'run', '--config', self.config, '--port', '0'],
            stdout=subprocess.PIPE, stderr=self.log, text=True, env=environment())
        self.address = self.process.stdout.readline().split()[-1]

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait()
        self.log.close()

    def cpu(self):
        fields = pathlib.Path(f'/proc/{self.process.pid}/stat').read_text().rsplit(')', 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / TICK

    def wakeups(self):
        """How often its threads have stopped waiting."""
        count = 0
        for status in pathlib.Path(f'/proc/{self.process.pid}/task').glob('*/status'):
            for line in status.read_text().splitlines():
                if line.startswith('voluntary_ctxt_switches:'):
                    count += int(line.split()[1])
        return count

    def memory(self, peak=True):
        wanted = 'VmHWM:' if peak else 'VmRSS:'
        for line in pathlib.Path(f'/proc/{self.process.pid}/status').read_text().splitlines():
            if line.startswith(wanted):
                return int(line.split()[1]) / 1024
        return 0.0


def environment():
    """No keyring, no proxy, no language but one."""
    return {**os.environ, 'DBUS_SESSION_BUS_ADDRESS': 'unix:path=/nonexistent/bus', 'LC_ALL': 'C.UTF-8',
            'GIO_USE_PROXY_RESOLVER': 'dummy', 'GIO_USE_VFS': 'local'}


class Bench:
    def __init__(self, build):
        self.build = build
        self.lines = []

    def tool(self, name, *words):
        done = subprocess.run([self.build / 'tests' / 'bench' / name, *map(str, words)],
                              stdout=subprocess.PIPE, text=True, env=environment())
        if done.returncode:
            sys.exit(f'{name} {words[0]} failed')
        return done.stdout

    def client(self, *words):
        return self.tool('bench-client', *words)

    def measure(self, server, tool, *words):
        """One measurement: what the tool says of itself, and what the server needed for it."""
        before = server.cpu()
        line = json.loads(self.tool(tool, *words).splitlines()[-1])
        line['server_cpu_s'] = round(server.cpu() - before, 4)
        line['server_rss_mb'] = round(server.memory(), 1)
        self.lines.append(line)
        return line

    def raw(self, n, a_commit=1000):
        with tempfile.TemporaryDirectory(prefix='rondo-bench-') as folder:
            return json.loads(self.tool('bench-raw', folder, n, a_commit))

    def fresh(self, folder, **settings):
        """A server, and a member who has joined on a first device."""
        server = Server(self.build, folder, **settings)
        code = server.invite()
        server.start()
        first = pathlib.Path(folder) / 'first'
        self.client('join', first, server.address, code, EMAIL)
        return server, first

    def sync(self, server, database, label, repeat=1, tool='bench-client'):
        return self.measure(server, tool, 'sync', database, server.address, EMAIL, label, repeat)

    def push(self, n, then=None):
        raw = self.raw(n)
        with tempfile.TemporaryDirectory(prefix='rondo-bench-') as folder:
            server, first = self.fresh(folder)
            self.client('sync', first, server.address, EMAIL, 'first', 1)
            self.client('fill', first, n)
            line = self.sync(server, first, 'push')
            line.update(rows=n, rows_per_s=round(n / line['ms'] * 1000),
                        raw_rows_per_s=raw['server_tables'], raw_one_table_per_s=raw['one_table'])
            if then:
                then(server, folder, n, raw)
            server.stop()

    def pull_after(self, server, folder, n, raw):
        second = pathlib.Path(folder) / 'second'
        line = self.sync(server, second, 'pull')
        line.update(rows=n, rows_per_s=round(n / line['ms'] * 1000), bytes_per_row=round(line['rx'] / n, 1),
                    raw_rows_per_s=raw['server_tables'], raw_one_table_per_s=raw['one_table'])
        self.sync(server, second, 'noop after pull')

    def pull(self, n):
        self.push(n, self.pull_after)

    def noop(self, n):
        with tempfile.TemporaryDirectory(prefix='rondo-bench-') as folder:
            server, first = self.fresh(folder)
            self.client('fill', first, 1000)
            self.client('sync', first, server.address, EMAIL, 'first', 1)
            self.sync(server, first, 'noop', n)
            server.stop()

    def mixed(self, n):
        with tempfile.TemporaryDirectory(prefix='rondo-bench-') as folder:
            server, first = self.fresh(folder)
            second = pathlib.Path(folder) / 'second'
            self.measure(server, 'bench-client', 'mixed', first, second, server.address, EMAIL, n, 50)
            server.stop()

    def sign_in(self, server):
        """A token as any client gets it."""
        request = urllib.request.Request(
            server.address + '/v1/login', method='POST',
            data=json.dumps({'email': EMAIL, 'password': PASSWORD, 'device': 'bench'}).encode(),
            headers={'Content-Type': 'application/json'})
        with urllib.request.urlopen(request) as answer:
            return json.load(answer)['token']

    def clients(self, n):
        with tempfile.TemporaryDirectory(prefix='rondo-bench-') as folder:
            server, _ = self.fresh(folder)
            self.measure(server, 'bench-load', 'push', server.address, self.sign_in(server), 16, n)
            server.stop()

    def wait(self, n):
        with tempfile.TemporaryDirectory(prefix='rondo-bench-') as folder:
            server, _ = self.fresh(folder, **{'connections': n + 100,
                                              'connections-per-address': n + 100})
            self.measure(server, 'bench-load', 'wait', server.address, self.sign_in(server), n,
                         server.process.pid)
            server.stop()

    def idle(self, n):
        with tempfile.TemporaryDirectory(prefix='rondo-bench-') as folder:
            server, first = self.fresh(folder)
            self.client('sync', first, server.address, EMAIL, 'first', 1)
            before = server.wakeups()
            line = self.measure(server, 'bench-client', 'idle', first, server.address, EMAIL, n)
            line['server_wakeups'] = server.wakeups() - before
            server.stop()

    def disk(self, folder, count=4000):
        """What this disk needs to keep two pages for ever: the least that a commit can take."""
        times = []
        with open(pathlib.Path(folder) / 'disk', 'wb', buffering=0) as file:
            for i in range(count):
                os.pwrite(file.fileno(), os.urandom(2 * PAGE), i % 1000 * 2 * PAGE)
                started = time.perf_counter()
                os.fdatasync(file.fileno())
                times.append((time.perf_counter() - started) * 1000)
        times.sort()
        return {'disk_ms': round(times[count // 2], 3),
                'disk_worst_ms': round(times[count - 1 - count // 100], 3),
                'disk_p999_ms': round(times[count - 1 - count // 1000], 3)}

    def crowd(self, n):
        """A server that holds very much: what one coach of many notices of it."""
        coaches = max(1, n // 100)
        with tempfile.TemporaryDirectory(prefix='rondo-bench-') as folder:
            server = Server(self.build, folder)
            self.tool('bench-crowd', server.database, coaches, n)
            server.start()
            for verb in 'crowd-pull', 'crowd-push':
                self.measure(server, 'bench-load', verb, server.address, 'crowd', coaches, 4000)
            self.lines[-1].update(self.disk(folder))
            server.stop()


SCENARIOS = {'pull': 100000, 'push': 10000, 'noop': 200, 'mixed': 10, 'clients': 20000, 'wait': 10000,
             'idle': 60, 'crowd': 10000000}


def share(line):
    """Of what SQLite alone did with rows of the same shape in the same run."""
    raw = line.get('raw_rows_per_s')
    return f'{line["rows_per_s"] / raw:.0%}' if raw else ''


def print_table(lines):
    print(f'{"what":<18} {"ms":>9} {"worst":>9} {"rows/s":>8} {"of raw":>6} {"received":>10} {"sent":>9} '
          f'{"client CPU":>10} {"server CPU":>10} {"client MB":>9} {"server MB":>9}')
    for line in lines:
        print(f'{line["label"]:<18} {line["ms"]:>9.2f} {line.get("worst_ms", 0):>9.2f} '
              f'{line.get("rows_per_s", line.get("requests_per_s", "")):>8} {share(line):>6} {line["rx"]:>10} {line["tx"]:>9} '
              f'{line["client_cpu_s"]:>10.4f} {line["server_cpu_s"]:>10.4f} '
              f'{line["client_rss_mb"]:>9.1f} {line["server_rss_mb"]:>9.1f}')


def main():
    build = pathlib.Path(sys.argv[1]).resolve()
    argument = sys.argv[2] if len(sys.argv) > 2 else ''
    bench = Bench(build)
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    if argument.startswith('{'):
        wanted = json.loads(argument)
        name = wanted['scenario']
        if name not in SCENARIOS:
            sys.exit(f'there is no scenario "{name}"; there are: {", ".join(SCENARIOS)}')
        getattr(bench, name)(int(wanted.get('n', SCENARIOS[name])))
        for line in bench.lines:
            print(json.dumps(line))
        return
    for name, n in SCENARIOS.items():
        getattr(bench, name)(n)
    print_table(bench.lines)


if __name__ == '__main__':
    main()
