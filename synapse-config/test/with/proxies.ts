import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { type Program, installProgram } from '../../stack/find-program.ts'
import { synapsePython } from '../../stack/install-synapse.ts'
import { synapseConfig } from '../../stack/paths.ts'
import { freePort } from '../../stack/ports.ts'
import { type RunningProcess, supervise } from '../../stack/processes.ts'
import { clearTestDir, makeTestDir } from '../../stack/test-dirs.ts'

export interface Proxy {
  readonly url: string
  readonly certificate: string
  /** All that it wrote about what it was asked. */
  logs(): string
  stop(): Promise<void>
}

/** A certificate for localhost, signed by itself, made by the cryptography package that Synapse brings. */
const CERTIFICATE = `
import sys, datetime
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
key = ec.generate_private_key(ec.SECP256R1())
name = x509.Name([x509.NameAttribute(x509.oid.NameOID.COMMON_NAME, "localhost")])
now = datetime.datetime.now(datetime.timezone.utc)
made = (x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key()).serial_number(x509.random_serial_number())
  .not_valid_before(now - datetime.timedelta(days=1)).not_valid_after(now + datetime.timedelta(days=30))
  .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
  .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True).sign(key, hashes.SHA256()))
open(sys.argv[1], "wb").write(made.public_bytes(serialization.Encoding.PEM))
open(sys.argv[2], "wb").write(key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()))
`

const opens = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false))
    socket.once('connect', () => socket.destroy())
  })

async function start(name: Program, dir: string, args: string[], port: number): Promise<RunningProcess> {
  const running = supervise({
    name,
    label: name,
    command: await installProgram(name),
    args,
    env: { HOME: dir, PATH: process.env['PATH'] ?? '', XDG_DATA_HOME: dir, XDG_CONFIG_HOME: dir },
    cwd: dir,
    dir,
    stopSignal: 'SIGTERM',
    isReady: () => opens(port),
    patience: 30_000,
    say: () => {},
  })
  await running.start()
  return running
}

const nginxConf = (
  dir: string,
  user: string,
) => `daemon off; ${user} worker_processes 1; pid ${dir}/nginx.pid; error_log ${dir}/logs/nginx-error.log crit;
events {}
http { include ${dir}/site.conf; ${['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((kind) => `${kind}_temp_path ${dir}/${kind};`).join(' ')} }
`

/** Runs one of the files of `deploy/`, moved to this machine: its ports, its certificate, its logs. */
async function run(name: 'nginx' | 'caddy', text: string, port: number, scheme: string, dir: string): Promise<Proxy> {
  const moved = text
    .replaceAll('/etc/ssl/care', dir)
    .replaceAll(/\/var\/log\/(nginx|caddy)/g, join(dir, 'logs'))
    .replaceAll('messagerie.example.org', 'localhost')
  const root = process.getuid?.() === 0 ? 'user root;' : ''
  writeFileSync(join(dir, 'site.conf'), moved)
  writeFileSync(join(dir, 'nginx.conf'), nginxConf(dir, root))
  const args =
    name === 'nginx'
      ? ['-p', dir, '-e', join(dir, 'logs', 'start.log'), '-c', join(dir, 'nginx.conf')]
      : ['run', '--adapter', 'caddyfile', '--config', join(dir, 'site.conf')]
  const running = await start(name, dir, args, port)
  const certificate = scheme === 'https' ? readFileSync(join(dir, 'fullchain.pem'), 'utf8') : ''
  return {
    url: `${scheme}://localhost:${port}`,
    certificate,
    logs: () =>
      readdirSync(join(dir, 'logs'))
        .map((file) => readFileSync(join(dir, 'logs', file), 'utf8'))
        .join('\n'),
    async stop() {
      await running.stop()
      if (process.env['KEEP'] !== '1') await clearTestDir(dir)
    },
  }
}

/** The public proxy of `deploy/`, in front of these gateways. */
export async function publicProxy(name: 'nginx' | 'caddy', gateways: readonly [string, string]): Promise<Proxy> {
  const dir = makeTestDir(`${name}-public`)
  mkdirSync(join(dir, 'logs'), { recursive: true })
  execFileSync(synapsePython, ['-c', CERTIFICATE, join(dir, 'fullchain.pem'), join(dir, 'privkey.pem')])
  const port = await freePort()
  const file = name === 'nginx' ? 'public.conf' : 'public.Caddyfile'
  const text = readFileSync(join(synapseConfig, 'deploy', name, file), 'utf8')
    .replaceAll('127.0.0.1:8080', new URL(gateways[0]).host.replace('localhost', '127.0.0.1'))
    .replaceAll('127.0.0.1:8081', new URL(gateways[1]).host.replace('localhost', '127.0.0.1'))
    .replace('listen 443', `listen ${port}`)
    .replace('messagerie.example.org:443', `https://localhost:${port}`)
  return run(name, text, port, 'https', dir)
}

/** The inner one, in front of the processes of a homeserver. */
export async function innerProxy(name: 'nginx' | 'caddy', text: (listen: string) => string): Promise<Proxy> {
  const dir = makeTestDir(`${name}-inner`)
  mkdirSync(join(dir, 'logs'), { recursive: true })
  const port = await freePort()
  return run(name, text(`127.0.0.1:${port}`), port, 'http', dir)
}
