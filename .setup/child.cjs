'use strict'
const { spawn } = require('child_process')
const { root } = require('./root.cjs')

// Ctrl-C reaches us from the terminal and again from npm: passed on once, so that it is not taken for a second one.
const SAME_SIGNAL_MS = 500

/**
 * Runs a program to its end as if it were this process: same terminal, same deadly signal. Signals sent to us are
 * passed on; we outlive the child, never the other way round.
 * @returns a promise of the exit code.
 */
function runAsUs(command, args, options) {
  const all = Object.assign({ cwd: root, stdio: 'inherit', windowsHide: true }, options)
  return new Promise(function (resolve, reject) {
    const child = spawn(command, args, all)
    const stopForwarding = forwardSignals(child)
    child.once('error', reject)
    child.once('exit', function (code, signal) {
      stopForwarding()
      if (signal !== null && process.platform !== 'win32') {
        process.kill(process.pid, signal)
      } else {
        resolve(code === null ? 1 : code)
      }
    })
  })
}

/** Runs a set-up step, its output on stderr, stdin closed (no questions). A promise of whether it ended well. */
function runQuietly(command, args, options) {
  const quiet = Object.assign({ stdio: ['ignore', 2, 2] }, options)
  return runAsUs(command, args, quiet).then(
    (code) => code === 0,
    () => false,
  )
}

function forwardSignals(child) {
  const last = {}
  const listeners = ['SIGINT', 'SIGTERM', 'SIGHUP'].map(function (signal) {
    const listener = function () {
      const now = Date.now()
      const repeated = now - (last[signal] || 0) < SAME_SIGNAL_MS
      last[signal] = now
      // Windows tells every process of the console itself, and a kill there leaves no time to clean up.
      if (!repeated && process.platform !== 'win32') {
        child.kill(signal)
      }
    }
    process.on(signal, listener)
    return function () {
      process.removeListener(signal, listener)
    }
  })
  return function () {
    listeners.forEach(function (remove) {
      remove()
    })
  }
}

module.exports = { runAsUs, runQuietly }
