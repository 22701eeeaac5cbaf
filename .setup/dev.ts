import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { watch } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { createServer as createPort } from 'node:net'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { type ProxyOptions, createServer } from 'vite'

/**
 * `npm run dev [-- start flags]`: the page from Vite with hot reload, the server from TypeScript, started again when
 * a file of server/ or shared/ changes; at `/gallery` all that the page is made of, and every screen before a fake workstation. Its data
 * lies in `.dev`, apart from the person's own.
 */
const root = path.join(import.meta.dirname, '..')
const pagePort = 5173
// Editors save in several steps.
const SETTLED_MS = 150

const serverPort = await freePort()
const flags = ['--headless', '--json', '--port', String(serverPort), '--data-dir', path.join(root, '.dev')]
const page = await createServer({
  configFile: path.join(root, 'vite.config.ts'),
  plugins: [{ name: 'gallery', configureServer: ({ middlewares }) => void middlewares.use(toGallery) }],
  server: {
    host: '127.0.0.1',
    port: pagePort,
    strictPort: true,
    proxy: { '^/(api|auth|ws|health)(/|\\?|$)': proxy() },
  },
})
await page.listen()

let running = startServer()
/** What opens the screens of the gallery, from the first time on that somebody asks for them. */
let screens: ChildProcess | undefined
let screensList: Promise<string> | undefined
let restart: NodeJS.Timeout | undefined
const watchers = ['server', 'shared'].map((room) =>
  watch(path.join(root, room), { recursive: true }, () => {
    clearTimeout(restart)
    restart = setTimeout(() => void startAgain(), SETTLED_MS)
  }),
)

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.once(signal, () => void end())
}

function startServer(): ChildProcess {
  const command = [path.join(root, 'server/cli.ts'), 'start', ...flags, ...process.argv.slice(2)]
  const child = spawn(process.execPath, command, { cwd: root, stdio: ['ignore', 'pipe', 'inherit'], windowsHide: true })
  createInterface(child.stdout).on('line', (line) => {
    const { hash } = new URL(String(JSON.parse(line).sign_in_url))
    process.stdout.write(`\nHomeport in development: http://127.0.0.1:${pagePort}/${hash}\n`)
  })
  return child
}

async function startAgain(): Promise<void> {
  await stop(running)
  running = startServer()
}

async function end(): Promise<void> {
  clearTimeout(restart)
  watchers.forEach((watcher) => watcher.close())
  await Promise.all([page.close(), stop(running), ...(screens === undefined ? [] : [stop(screens)])])
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) {
    child.kill('SIGTERM')
    await once(child, 'exit')
  }
}

/** `/gallery` without the slash at its end would be the page itself. */
function toGallery({ url }: IncomingMessage, response: ServerResponse, next: () => void): void {
  if (url === '/gallery') {
    response.writeHead(302, { location: '/gallery/' }).end()
  } else if (url === '/gallery/screens.json') {
    screensList ??= openScreens()
    void screensList.then((list) => response.setHeader('content-type', 'application/json').end(list))
  } else {
    next()
  }
}

/** Starts the fake workstations behind the screens. Resolves with their list, as JSON. */
async function openScreens(): Promise<string> {
  const program = path.join(root, 'test/renderer/pictures/gallery/serve.ts')
  const command = [program, `http://127.0.0.1:${pagePort}`]
  screens = spawn(process.execPath, command, { cwd: root, stdio: ['ignore', 'pipe', 'inherit'], windowsHide: true })
  const [line]: readonly unknown[] = await once(createInterface(screens.stdout ?? process.stdin), 'line')
  return String(line)
}

// The server answers its own origin only, so that is what it is told.
function proxy(): ProxyOptions {
  const target = `http://127.0.0.1:${serverPort}`
  return {
    target,
    changeOrigin: true,
    ws: true,
    configure: (server) => {
      server.on('proxyReq', (request) => request.setHeader('origin', target))
      server.on('proxyReqWs', (request) => request.setHeader('origin', target))
    },
  }
}

async function freePort(): Promise<number> {
  const server = createPort().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  return typeof address === 'object' && address !== null ? address.port : 0
}
