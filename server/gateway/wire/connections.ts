import { setTimeout as delay } from 'node:timers/promises'
import { closeCodes, SIGNED_OUT } from '#shared/protocol/closeCodes.ts'
import { createLogger } from '#server/platform/log/log.ts'
import type { ListenerKind } from '../kernel/identity.ts'
import type { OpenSockets } from '../kernel/ports/openSockets.ts'
import type { Guard } from '../kernel/ports/guard.ts'
import type { Identity } from '../kernel/identity.ts'
import { type FairShare, createFairShare } from '../unauthenticated/fairShare.ts'
import { addressBlockOf } from '../kernel/origin/addressBlock.ts'
import type { Connection } from './connection.ts'

const log = createLogger('wire')

/** Proxies drop what is silent for longer; a phone's dead socket is noticed after two of these. */
const PING_EVERY_MS = 30_000

/** More sockets than any person has windows on one machine: a client that opens ever new ones is stopped here. */
const MAX_PER_LOCAL_USER = 32

/** Unauthenticated sockets of each listener: they cost memory, and nobody can be held to account for it. */
const UNPROVEN = {
  loopback: { perAddressBlock: 256, total: 256 },
  remote: { perAddressBlock: 32, total: 512 },
} as const

/** RFC 6455's registry: come back. */
const SERVICE_RESTART = 1012

/** A client that does not answer the close is not waited for. */
const CLOSE_WITHIN_MS = 500
const POLL_EVERY_MS = 10

/** All open sockets of this gateway, for those that come and go. */
export interface Connections extends OpenSockets {
  /** Where too many wait for their sign-in, the oldest is ended of whoever has the most: nobody is kept out. */
  add(connection: Connection, address: string | null): void
  remove(connection: Connection): void
  /** False: this user has as many as one may have. */
  admit(connection: Connection, identity: Identity): boolean
}

export interface ConnectionsDeps {
  readonly guard: Guard
  /** Sockets that one user may have on the remote listener; those that are open stay. */
  readonly remotePerUser: () => number
}

export function createConnections(deps: ConnectionsDeps): Connections {
  const open = new Set<Connection>()
  const unproven = createShares()

  const heartbeat = setInterval(() => {
    for (const connection of open) {
      if (connection.checkAlive()) {
        review(connection, deps.guard)
      }
    }
  }, PING_EVERY_MS)
  heartbeat.unref()

  return {
    add: (connection, address) => {
      open.add(connection)
      const evicted = unproven[connection.listener].add(addressBlockOf(address), connection)
      evicted?.close(closeCodes.tooManyConnections, 'too many sockets that are not signed in')
    },
    remove: (connection) => {
      open.delete(connection)
      noteGone(connection)
      unproven[connection.listener].remove(connection)
    },
    admit: (connection, { actor }) => {
      const { listener } = connection
      unproven[listener].remove(connection)
      const others = through(open, listener).filter(({ identity }) => identity?.actor.user_id === actor.user_id)
      const hasRoom = others.length < (listener === 'remote' ? deps.remotePerUser() : MAX_PER_LOCAL_USER)
      noteCome(connection, actor.user_id, hasRoom)
      return hasRoom
    },
    credentialsOf: (listener) =>
      through(open, listener).flatMap(({ credential }) => (credential === null ? [] : [credential])),
    closeListener: (listener) => {
      for (const connection of through(open, listener)) {
        connection.close(closeCodes.goingAway, 'this address was switched off')
      }
    },
    closeCredential: (credential, reason = SIGNED_OUT) => {
      for (const connection of open) {
        if (connection.credential?.kind === credential.kind && connection.credential.id === credential.id) {
          connection.close(closeCodes.unauthenticated, reason)
        }
      }
    },
    review: () => {
      for (const connection of open) {
        review(connection, deps.guard)
      }
    },
    connectedUsers: () =>
      new Set([...open].flatMap(({ identity }) => (identity === null ? [] : [identity.actor.user_id]))).size,
    size: () => open.size,
    closeAll: async (kind) => {
      clearInterval(heartbeat)
      closeEach(open, kind)
      await endAfterClose(open)
    },
  }
}

function closeEach(open: Iterable<Connection>, kind: 'for_good' | 'restart'): void {
  const code = kind === 'for_good' ? closeCodes.goingAway : SERVICE_RESTART
  for (const connection of open) {
    connection.close(code, kind === 'for_good' ? 'the server was stopped' : 'the server restarts')
  }
}

/** Who came: a connection that is over has forgotten it. */
const come = new WeakMap<Connection, string>()

function noteCome(connection: Connection, user_id: string, hasRoom: boolean): void {
  const { id, listener } = connection
  come.set(connection, user_id)
  log.info(hasRoom ? 'a client is connected' : 'a client is one too many', { connection_id: id, listener, user_id })
}

function noteGone(connection: Connection): void {
  const { id, listener } = connection
  const user_id = come.get(connection)
  if (user_id !== undefined) {
    log.info('a client has gone', { connection_id: id, listener, user_id })
  }
}

/** Of each listener. */
function createShares(): Readonly<Record<ListenerKind, FairShare<Connection>>> {
  return { loopback: createFairShare(UNPROVEN.loopback), remote: createFairShare(UNPROVEN.remote) }
}

/** Waits for the clients' own close, not for long. */
async function endAfterClose(open: ReadonlySet<Connection>): Promise<void> {
  const deadline = performance.now() + CLOSE_WITHIN_MS
  while (open.size > 0 && performance.now() < deadline) {
    await delay(POLL_EVERY_MS)
  }
  for (const connection of open) {
    connection.terminate()
  }
}

function review(connection: Connection, guard: Guard): void {
  const before = connection.identity
  const now = before === null || connection.isOver ? null : guard.recheck(before.credential)
  if (before !== null && now === null) {
    connection.close(closeCodes.unauthenticated, 'the sign-in is over')
  } else if (before !== null && now !== null && !isSamePerson(before, now)) {
    connection.close(SERVICE_RESTART, 'name or role changed')
  }
}

function isSamePerson(before: Identity, now: Identity): boolean {
  return before.actor.role === now.actor.role && before.actor.username === now.actor.username
}

function through(open: ReadonlySet<Connection>, listener: ListenerKind): Connection[] {
  return [...open].filter((connection) => connection.listener === listener)
}
