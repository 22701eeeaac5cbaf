'use strict'
const { spawnSync } = require('child_process')
const fs = require('fs')
const path = require('path')
const { runQuietly } = require('./child.cjs')
const { say } = require('./say.cjs')

const environment = ['DEBIAN_FRONTEND=noninteractive']

/** Installs Debian packages without a question, as root or through a sudo that asks for no password. True when done. */
async function aptInstall(packages) {
  const prefix = onPath('apt-get') === null ? null : rootPrefix()
  if (prefix === null) {
    return false
  }
  say('installing ' + packages.join(', ') + ' with apt-get …')
  const run = (args) => runQuietly(prefix[0], prefix.slice(1).concat(environment, ['apt-get', '-qq', '-y'], args))
  const install = ['install', '--no-install-recommends'].concat(packages)
  return (await run(install)) || ((await run(['update'])) && run(install))
}

/** The program's path, or null when PATH has none. */
function onPath(program) {
  const folders = (process.env.PATH || '').split(path.delimiter)
  const found = folders.map((folder) => path.join(folder, program)).find((file) => isExecutable(file))
  return found === undefined ? null : found
}

/** True for a file that may be run. */
function isExecutable(file) {
  try {
    fs.accessSync(file, fs.constants.X_OK)
    return fs.statSync(file).isFile()
  } catch {
    return false
  }
}

function rootPrefix() {
  if (process.getuid && process.getuid() === 0) {
    return ['env']
  }
  const sudo = onPath('sudo')
  return sudo !== null && spawnSync(sudo, ['-n', 'true']).status === 0 ? [sudo, '-n', 'env'] : null
}

module.exports = { aptInstall, onPath, isExecutable }
