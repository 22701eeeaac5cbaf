/** Starts a program as a host does, and dies as by an out-of-memory killer once it is started, before anything else is done. */
import { startLocally } from '#server/host/runners/local/startLocally.ts'
import type { Program } from '#server/host/runners/runner.ts'

const program = JSON.parse(process.argv[2] ?? '') as Program

startLocally(program, { onStdout: () => {}, onStderr: () => {}, onGone: () => {} }, () => {
  process.kill(process.pid, 'SIGKILL')
})
