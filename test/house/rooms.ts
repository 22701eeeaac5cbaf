/**
 * What each room holds and who may import whom. `npm run docs` makes from this the map in architecture.md, the linter's walls
 * (.oxlintrc.rooms.json) and the references of the TypeScript projects; the tests of the walls go by it. A room may always
 * import itself.
 */
export interface Room {
  readonly folder: string
  /** For the map. */
  readonly holds: string
  readonly mayImport: readonly string[]
  /** Why its walls stand; the linter says it. */
  readonly because: string
  /** Packages that must not be named in the room; no looking ahead, which the linter's patterns cannot. */
  readonly never?: RegExp
}

const interfaces = /^(electron|react|react-dom)(\/|$)/
const http = /^(express|ws|helmet|electron|react|react-dom)(\/|$)/
const io =
  /^(express|ws|better-sqlite3|keytar|@lydell\/node-pty|electron)(\/|$)|^node:(child_process|net|http|https|fs|fs\/promises|worker_threads)$/

/** The narrowest room first: a file belongs to the first folder that holds it. */
export const rooms: readonly Room[] = [
  {
    folder: 'shared',
    holds:
      'what both ends speak: operations, session (events, state and its reducers), protocol (frames), terminal (binary frames), client (the one client: calls, connection, subscriptions), desktop (what the page and the program say to each other), text (hidden characters), errors. Its one package is zod',
    mayImport: [],
    because: 'It is what both ends speak: zod and itself, nothing else.',
    never: /^([^#.z]|z[^o]|zo[^d]|zod.)/,
  },
  {
    folder: 'server/platform',
    holds:
      'settings, files (paths, database), log, vault, processes (how they are found and told apart), threads (that answer questions), environment (the person’s), outbound (the way out, through a proxy); clock, disposables',
    mayImport: ['shared'],
    because: 'It is what the other rooms stand on.',
    never: http,
  },
  {
    folder: 'server/link',
    holds: 'how gateway and host talk: one interface, in memory or over a socket; terminals (what their viewers ask)',
    mayImport: ['shared'],
    because: 'It knows neither end: it is handed sockets, paths and loggers.',
    never: http,
  },
  {
    folder: 'server/demo',
    holds: 'the stand-in of the Anthropic API (api) and what it says, for `--demo` and the tests',
    mayImport: ['shared', 'server/platform'],
    because: 'It stands in for the Anthropic API and knows nothing of host and gateway.',
    never: http,
  },
  {
    folder: 'server/host/sessions',
    holds:
      'the domain, without any input or output of its own: core (a session’s journal and state), lifecycle (its process), turns (its queue), approvals, deletion (in two steps), forking (sessions that go on from another one), life (how long and how many of them are awake), writing (who writes in its conversation), streams (who follows it), ports (what it is handed)',
    mayImport: ['shared', 'server/platform', 'server/link'],
    because:
      'The domain is handed processes, stores and clocks (agent.ts, ports.ts); compose.ts names who implements them.',
    never: io,
  },
  {
    // The host's entry alone starts the stand-in of `--demo`.
    folder: 'server/host/entry.ts',
    holds: 'the host as a process of its own',
    mayImport: ['server/host', 'shared', 'server/link', 'server/platform', 'server/demo'],
    because: 'The host’s entry alone may start the stand-in of the Anthropic API.',
    never: http,
  },
  {
    folder: 'server/host',
    holds:
      'sessions, claude, runners (where programs run), handlers, commands (that people run beside Claude), projectActions (named commands of folders), editors (what opens a folder on this machine), information (what is known of sessions beside what was said), care (what their processes take, and its bounds), attachments (of prompts), trust (what folders bring), policy (people’s own permission rules and quiet hours), budgets (what their sessions may cost), setup (what sessions are made with: variables, MCP servers, templates), dangers, git (the repositories they work in, and what it signs in with elsewhere), checkouts (worktrees and clones that sessions begin with), autoCommit (what changes in projects, committed by itself), workspaces (the folders sessions work in, what changes there, and what it was before), history (transcripts of Claude Code: a thread indexes them), tasks (prompts that run at their time), terminals, writers (what writes in conversations beside their sessions), store, usage, cleanup (what is removed by itself); `compose.ts` puts them together from what is in parts',
    mayImport: ['shared', 'server/link', 'server/platform'],
    because: 'The host outlives the gateway and knows nothing of it: speak through server/link.',
    never: http,
  },
  {
    folder: 'server/processes',
    holds:
      'what starts, finds, watches and ends hosts and gateways: gateway (its supervisor), supervision (heartbeat, restart policy, messages)',
    mayImport: ['shared', 'server/link', 'server/platform'],
    because: 'It starts and watches hosts and gateways and knows nothing of what they do.',
    never: http,
  },
  {
    folder: 'server/gateway/kernel',
    holds:
      'what a call is: its caller and credential, dispatch, origin (where it comes from), requests (listening, cookies, JSON), and the ports that modules and transports share',
    mayImport: ['shared', 'server/link', 'server/platform'],
    because: 'Every room of the gateway stands on it, so it knows none of them.',
    never: interfaces,
  },
  {
    folder: 'server/gateway',
    holds:
      'all that a browser can see: kernel (what a call is), access (who may see what), answers (beside Express), http, wire, control, listeners, auth, unauthenticated, commands (run for who waits), members, tls, remote, settings, preferences, push (what people are notified of, and the messages to their browsers), audit, observability (health, metrics, logs, resources, diagnostics), hostLink, terminals (who may attach), workspace, changes (contents from before and after), pullRequests (at GitHub), store; a room composes itself in `module.ts`, `compose.ts` lists them',
    mayImport: ['shared', 'server/link', 'server/platform', 'server/processes'],
    because:
      'The gateway may be killed at any instant: whatever must survive it is asked of the host through server/link.',
    never: interfaces,
  },
  {
    folder: 'server',
    holds:
      'start (the supervisor), service (the system’s services), cli (the command line), doctor, `index.ts` (what `main` may use): they may import every server room',
    mayImport: ['shared'],
    because: 'The server must run in plain Node, without Electron and without a page.',
    never: interfaces,
  },
  {
    folder: 'main',
    holds:
      'the desktop program on Electron: app (what puts it together), server (the one it supervises), state, windows, tray, notifications, bridge (what the page may ask), system (menus, login start, sleep, quitting), updates',
    mayImport: ['shared', 'server/index.ts'],
    because: 'It owns windows and the system, and enters the server by its entry point, #server/index.ts.',
    never: /^(express|ws|react|react-dom)(\/|$)/,
  },
  {
    folder: 'renderer',
    holds:
      'the page: app (its one table of pages), gallery → features → views (what features share) → content (Markdown, diff, output) → ui (primitives) → state, platform → connection, format; diagram (what draws diagrams, in a frame of its own); worker (keeps the page in the browser and shows what is pushed); program (the desktop program’s own pages)',
    mayImport: ['shared'],
    because: 'It runs in a plain browser and reaches the server through renderer/connection.',
    never: /^(node:|electron(\/|$)|express$|ws$)/,
  },
]

/**
 * The layers of the gateway, highest first: what puts it together, the transports, the modules, what those share, the kernel.
 * A layer may import itself and what is below it. Files at the gateway's root belong to the first.
 */
export const gatewayLayers: readonly (readonly string[])[] = [
  ['listeners'],
  ['http', 'wire', 'control'],
  [
    'audit',
    'auth',
    'commands',
    'changes',
    'hostLink',
    'members',
    'observability',
    'preferences',
    'pullRequests',
    'push',
    'remote',
    'settings',
    'terminals',
    'tls',
    'workspace',
  ],
  ['access', 'answers', 'store', 'unauthenticated'],
  ['kernel'],
]

/** The floors of the page, highest first: a floor may import itself and what is below it, never what is above. */
export const rendererFloors: readonly (readonly string[])[] = [
  ['renderer/app', 'renderer/gallery'],
  ['renderer/features'],
  ['renderer/views'],
  ['renderer/content'],
  ['renderer/ui'],
  ['renderer/state', 'renderer/platform'],
  ['renderer/connection', 'renderer/format'],
]
