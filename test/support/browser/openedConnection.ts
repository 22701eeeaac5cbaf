import { type Connection, createConnection } from '#shared/client/connection.ts'
import { operations } from '#shared/operations/table.ts'
import { ANSWER_WITHIN_MS } from '#shared/client/calls/pendingCalls.ts'
import { distantPings } from '#shared/client/reconnect/supervisor.ts'
import { FakeSockets } from '#test/fakes/fakeSockets.ts'
import { globalTimers } from '#test/fakes/globalTimers.ts'

/** A page's connection with its socket open, in a network where nothing happens by itself. */
export function openedConnection(): { readonly connection: Connection; readonly sockets: FakeSockets } {
  const sockets = new FakeSockets()
  const connection = createConnection({
    open: sockets.open,
    onWake: () => () => {},
    onOffline: () => () => {},
    isOnline: () => true,
    pings: distantPings,
    timers: globalTimers,
    requestHttp: () => Promise.reject(new Error('No test asks over HTTP.')),
    rowOf: (name) => operations[name],
    answerWithinMs: ANSWER_WITHIN_MS,
    random: () => 0,
    now: Date.now,
    deviceNow: Date.now,
    onState: () => {},
    onWelcome: () => {},
    onServerTime: () => {},
  })
  connection.start()
  sockets.last.server.onOpen()
  return { connection, sockets }
}
