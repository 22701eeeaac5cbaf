import { execFileSync, spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import { onTestFinished } from 'vitest'
import { temporaryFolder } from '#test/support/temporaryFolder.ts'

export interface GitHttpServer {
  /** `localhost:PORT` */
  readonly host: string
  /** What it was asked with: the token of each request, or null. */
  readonly tokens: (string | null)[]
  /** PEM, for `http.sslCAInfo`. */
  readonly ca: string
}

/** The repositories below a folder, by Git's own http-backend over TLS, for who brings this token. */
export async function startGitHttpServer(root: string, token: string): Promise<GitHttpServer> {
  const { key, ca } = certificate()
  const tokens: (string | null)[] = []
  const server = createServer({ key: readFileSync(key), cert: readFileSync(ca) }, (request, response) => {
    const basic = /^Basic (.+)$/.exec(request.headers.authorization ?? '')?.[1]
    const given = basic === undefined ? null : Buffer.from(basic, 'base64').toString().split(':').slice(1).join(':')
    tokens.push(given)
    if (given !== token) {
      response.writeHead(401, { 'www-authenticate': 'Basic realm="git"' }).end()
      return
    }
    answer(root, request, response)
  })
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return { host: `localhost:${(server.address() as AddressInfo).port}`, tokens, ca }
}

function answer(root: string, request: IncomingMessage, response: ServerResponse): void {
  const { pathname, search } = new URL(request.url ?? '/', 'https://localhost')
  const cgi = spawn('git', ['http-backend'], {
    env: {
      PATH: process.env['PATH'],
      GIT_PROJECT_ROOT: root,
      GIT_HTTP_EXPORT_ALL: '1',
      REMOTE_USER: 'x',
      PATH_INFO: pathname,
      QUERY_STRING: search.slice(1),
      REQUEST_METHOD: request.method,
      CONTENT_TYPE: request.headers['content-type'],
      HTTP_CONTENT_ENCODING: request.headers['content-encoding'],
      GIT_PROTOCOL: String(request.headers['git-protocol'] ?? ''),
    },
    stdio: ['pipe', 'pipe', 'ignore'],
  })
  request.pipe(cgi.stdin)
  cgi.stdin.on('error', () => {})
  const chunks: Buffer[] = []
  cgi.stdout.on('data', (chunk: Buffer) => chunks.push(chunk))
  cgi.on('close', () => {
    const all = Buffer.concat(chunks)
    const end = all.indexOf('\r\n\r\n')
    const head = all.subarray(0, end).toString('latin1').split('\r\n')
    const fields = head.map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 2)] as const)
    const status = Number(fields.find(([name]) => name === 'Status')?.[1]?.slice(0, 3) ?? 200)
    response.writeHead(status, Object.fromEntries(fields.filter(([name]) => name !== 'Status')))
    response.end(all.subarray(end + 4))
  })
}

function certificate(): { key: string; ca: string } {
  const folder = temporaryFolder()
  const [key, ca] = [path.join(folder, 'key.pem'), path.join(folder, 'ca.pem')]
  const names = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost']
  const made = ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2']
  execFileSync('openssl', [...made, '-keyout', key, '-out', ca, ...names], { stdio: 'ignore' })
  return { key, ca }
}
