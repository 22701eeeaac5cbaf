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
async function runAsUs(command, args, options) {
  const end = await runToEnd(command, args, options)
  return end.signal === null ? end.code : endBy(end.signal)
}

/**
 * Runs a set-up step, its output on stderr, stdin closed (no questions). When a signal ended it, it ends us too.
 * @returns a promise of whether it ended well.
 */
async function runQuietly(command, args, options) {
  try {
    const end = await runToEnd(command, args, Object.assign({ stdio: ['ignore', 2, 2] }, options))
    const signal = end.signal || end.passedOn
    return end.code === 0 || (signal === null ? false : endBy(signal))
  } catch {
    return false
  }
}

function runToEnd(command, args, options) {
  const all = Object.assign({ cwd: root, stdio: 'inherit', windowsHide: true }, options)
  return new Promise(function (resolve, reject) {
    const child = spawn(command, args, all)
    const passing = passOnSignals(child)
    child.once('error', reject)
    child.once('exit', function (code, signal) {
      resolve({ code: code, signal: signal, passedOn: passing.stop() })
    })
  })
}

/** `stop` returns the last signal that was passed on, or null. */
function passOnSignals(child) {
  const times = {}
  let last = null
  const passOn = function (signal) {
    const repeated = Date.now() - (times[signal] || 0) < SAME_SIGNAL_MS
    times[signal] = Date.now()
    last = signal
    // Windows tells every process of the console itself, and a kill there leaves no time to clean up.
    if (!repeated && process.platform !== 'win32') {
      child.kill(signal)
    }
  }
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP']
  signals.forEach((signal) => process.on(signal, passOn))
  return {
    stop: function () {
      signals.forEach((signal) => process.removeListener(signal, passOn))
      return last
    },
  }
}

// Dies as the child did, so that the shell sees the same; Windows knows no signals.
function endBy(signal) {
  if (process.platform === 'win32') {
    process.exit(1)
  }
  process.kill(process.pid, signal)
  return new Promise(() => {})
}

module.exports = { runAsUs, runQuietly }
