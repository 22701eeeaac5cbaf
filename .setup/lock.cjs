'use strict'
const fs = require('fs')
const { inRoot } = require('./root.cjs')
const { say } = require('./say.cjs')

const file = inRoot('.setup', 'node', '.lock')
const POLL_MS = 200

/** Runs `work` while no other set-up of this checkout does: two at once would tear down each other's node_modules. */
async function alone(work) {
  await takeLock()
  try {
    return await work()
  } finally {
    fs.rmSync(file, { force: true })
  }
}

async function takeLock() {
  let told = false
  for (;;) {
    try {
      fs.writeFileSync(file, String(process.pid), { flag: 'wx' })
      return
    } catch (error) {
      if (error.code !== 'EEXIST') {
        throw error
      }
    }
    const owner = lockOwner()
    if (owner === null) {
      fs.rmSync(file, { force: true })
      continue
    }
    if (!told) {
      say('another set-up of this checkout is running (process ' + owner + '); waiting for it …')
      told = true
    }
    await new Promise((resolve) => setTimeout(resolve, POLL_MS))
  }
}

// Null when the process that took it is gone (it was killed in the middle).
function lockOwner() {
  try {
    const pid = Number(fs.readFileSync(file, 'utf8'))
    process.kill(pid, 0)
    return isZombie(pid) ? null : pid
  } catch (error) {
    return error.code === 'EPERM' ? 'of another user' : null
  }
}

// It has ended, and nobody asked about it: the first process of a container may leave it so for ever.
function isZombie(pid) {
  try {
    const stat = fs.readFileSync(`/proc/${pid}/stat`, 'latin1')
    return 'ZX'.includes(stat[stat.lastIndexOf(')') + 2])
  } catch {
    return false
  }
}

module.exports = { alone }
